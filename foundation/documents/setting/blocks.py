"""What a document is made of. Texts are plain: nothing in them is markup. The same blocks become PDF and .docx."""

import datetime
import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from typing import Literal

from foundation.documents.setting.digits import official_digits
from foundation.documents.setting.signs import printable

Align = Literal["left", "center", "right", "justify"]


@dataclass(frozen=True)
class Title:
    """Lines in the middle at the top, in bold; the first is the document's heading."""

    lines: tuple[str, ...]
    kind: str = "title"


@dataclass(frozen=True)
class Heading:
    text: str
    level: int = 2
    kind: str = "heading"


@dataclass(frozen=True)
class Paragraph:
    """`lead` stands before the text in bold; `indent` is the first line's of an official paper, 2.5 cm."""

    text: str
    lead: str = ""
    indent: bool = True
    align: Align = "justify"
    bold: bool = False
    kind: str = "paragraph"


@dataclass(frozen=True)
class Facts:
    """Pairs of a bold label and a text, as the lines เรื่อง, เรียน and สิ่งที่ส่งมาด้วย of a letter."""

    rows: tuple[tuple[str, str], ...]
    kind: str = "facts"


@dataclass(frozen=True)
class Table:
    """`widths` are parts of the line, `align` is one for each column; a `ruled` table has lines.

    A head is repeated on every page that the table reaches.
    """

    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    head: tuple[str, ...] = ()
    align: tuple[Align, ...] = ()
    ruled: bool = True
    caption: str = ""
    kind: str = "table"


@dataclass(frozen=True)
class Columns:
    """Two texts beside each other, at the left and at the right."""

    left: str
    right: str
    kind: str = "columns"


@dataclass(frozen=True)
class Letterhead:
    """The head of an external letter: its number, the office that sends it, the emblem where the operator gave one."""

    number: str
    office: tuple[str, ...]
    date: str
    emblem: bytes = b""
    kind: str = "letterhead"


@dataclass(frozen=True)
class Signature:
    """Lines under the space for a signature, in the right half of the page: (name), post, what is signed as."""

    lines: tuple[str, ...]
    before: str = ""
    kind: str = "signature"


@dataclass(frozen=True)
class Space:
    """Room of `lines` lines."""

    lines: float = 1
    kind: str = "space"


@dataclass(frozen=True)
class Rule:
    """A short line in the middle."""

    kind: str = "rule"


@dataclass(frozen=True)
class PageBreak:
    kind: str = "page_break"


Block = Title | Heading | Paragraph | Facts | Table | Columns | Letterhead | Signature | Space | Rule | PageBreak


@dataclass(frozen=True)
class Document:
    """`number` is how the portal names the document, printed at the foot with the hash of its content.

    `date` is the day of the document's matter; a file made again is the same to the byte. `words` are names that must
    not be broken between lines, beside what the dictionary knows. `facts_sha256` is printed instead of the content's
    own hash where the portal keeps the facts under a hash already.
    """

    title: str
    number: str
    date: datetime.date
    author: str
    blocks: tuple[Block, ...]
    is_draft: bool = False
    thai_numerals: bool = True
    landscape: bool = False
    words: tuple[str, ...] = field(default=(), compare=False)
    facts_sha256: str = ""

    @property
    def sha256(self) -> str:
        """The hash of the content: the same for PDF and .docx, whichever digits they are written in."""
        facts = asdict(replace(self, thai_numerals=False, words=()))
        return hashlib.sha256(
            json.dumps(facts, ensure_ascii=False, sort_keys=True, default=_plain).encode()
        ).hexdigest()

    @property
    def imprint(self) -> str:
        """What stands at the foot of every page."""
        printed = self.facts_sha256 or self.sha256
        digest = " ".join(printed[place : place + 4] for place in range(0, 16, 4))
        return f"{self.number} · SHA-256 {digest}"

    def written(self) -> dict:
        """The document as plain data, its digits as it wants them."""
        return {
            "title": printable(self.title),
            "author": printable(self.author),
            "date": self.date.isoformat(),
            "imprint": printable(self.imprint),
            "draft": self.is_draft,
            "thai_numerals": self.thai_numerals,
            "landscape": self.landscape,
            "blocks": [self._digits(asdict(block)) for block in self.blocks],
        }

    def _digits(self, value):
        if isinstance(value, str):
            text = printable(value)
            return official_digits(text) if self.thai_numerals else text
        if isinstance(value, dict):
            return {key: each if key in ("kind", "align") else self._digits(each) for key, each in value.items()}
        if isinstance(value, list | tuple):
            return [self._digits(each) for each in value]
        return value


def _plain(value):
    return value.hex() if isinstance(value, bytes) else str(value)
