"""Adapters by the name under which sources and the command line know them. A new one is a file and a line here."""

from pm25.importers import air4thai_current, air4thai_history, dustboy, gistda

ADAPTERS = {adapter.NAME: adapter for adapter in (air4thai_current, air4thai_history, dustboy, gistda)}
