"""The documents of a meeting, as blocks that `foundation.documents.setting` makes PDF and .docx of.

Each module has one document and one function. `reader` (see readers.py) says who it is made for: everybody gets closed
items without their text, guests by name only where they agreed, no addresses.
"""
