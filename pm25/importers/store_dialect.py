"""Which way of saying things the connected database understands."""

from django.db import connection

from pm25.importers import store_postgresql, store_sqlite

DIALECTS = {"postgresql": store_postgresql, "sqlite": store_sqlite}


def current_dialect():
    return DIALECTS[connection.vendor]
