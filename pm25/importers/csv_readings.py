"""CSV of hourly readings from an operator: `station_code,time,value,unit`, with `parameter` where it is not pm25.

An hour is labelled by its end, at +07:00 where no offset is given. The file is read piece by piece, whatever its size;
it is a source of its own, so nothing that another source measured is ever revised.
"""

import io
from datetime import datetime
from pathlib import Path

from pm25.importers.csv_pieces import open_pieces
from pm25.importers.csv_rows import Reader
from pm25.importers.parsed import Parsed

NAME = "csv"
SOURCE = "csv"
HOSTS = frozenset()


def parse(content: bytes, fetched_at: datetime, origin: str = "") -> Parsed:
    """All of a small file at once. Raises ImportProblem where it is no such file."""
    parsed = _reading(io.BytesIO(content), fetched_at)
    parsed.blocks = list(parsed.blocks)
    return parsed


def parse_file(path: Path, fetched_at: datetime, origin: str = "") -> Parsed:
    """A file that is read while its blocks are consumed; a problem further down is raised then."""
    return _reading(path.open("rb"), fetched_at)


def _reading(file, fetched_at):
    parsed = Parsed([], [], [], done_bytes=0)
    try:
        columns, pieces = open_pieces(file)
    except BaseException:
        file.close()
        raise
    parsed.blocks = Reader(columns, pieces, parsed, fetched_at).blocks(file)
    return parsed
