"""The words on screen: one Thai and one English word per thing, and the words that are refused in its place."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("glossary.csv")


@dataclass(frozen=True)
class Term:
    code: str
    thai: str
    english: str
    refused: tuple[str, ...]


@cache
def terms():
    """Every term by its code."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: Term(row["code"], row["thai"], row["english"], tuple(filter(None, row["refused"].split("|"))))
            for row in csv.DictReader(file)
        }
