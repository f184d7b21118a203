"""Changes to the bytes of any file."""

import gzip
import io
import zipfile

from tests.pm25.hostile.values import TEXTS

HTML = b"<!DOCTYPE html><html><head><title>503</title></head><body>\xe0\xb8\x9b\xe0\xb8\xb4\xe0\xb8\x94</body></html>"
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (c + 1, b"&%c;" % c * 10) for c in range(97, 106))
    + b"]><x>&j;</x>"
)
WHOLE = [
    *(b"", b" ", b"\n", b"\x00", b"null", b"true", b"0", b"[]", b"{}", b'"[]"', b"[[]]", b"[null]", b"NaN", b"1e999"),
    *(b'{"stations": null}', b'{"stations": [null, 1, "x", []]}', b'{"data": [[]]}', b"\xef\xbb\xbf", b"\xff\xfe"),
    *(b",", b'"', b",,,\n,,,", b"\r", b"a,b\n" * 1000, HTML, LAUGHS, b"PK\x03\x04", b"\x1f\x8b\x08", b"%PDF-1.7\n"),
    *(
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b"[" * 5_000 + b"]" * 5_000,
        b"9" * 100_000,
        b'"' + b"\\" * 9_999,
        b"\xd0\xcf\x11\xe0",
    ),
]


def noisy(content, chance):
    """`content` after one change, as (name, bytes)."""
    change = chance.choice(CHANGES)
    return change.__name__, change(content, chance)


def cut(content, chance):
    return content[: chance.randrange(len(content) + 1)]


def cut_tail(content, chance):
    return content[: -chance.randrange(1, 9)]


def headless(content, chance):
    return content[chance.randrange(1, 40) :]


def flipped(content, chance):
    some = bytearray(content)
    for _ in range(chance.randrange(1, 12)):
        some[chance.randrange(len(some))] ^= 1 << chance.randrange(8)
    return bytes(some)


def with_junk(content, chance):
    place = chance.randrange(len(content) + 1)
    return content[:place] + chance.randbytes(chance.randrange(1, 200)) + content[place:]


def with_nul(content, chance):
    place = chance.randrange(len(content) + 1)
    return content[:place] + b"\x00" * chance.randrange(1, 5) + content[place:]


def with_text(content, chance):
    place = chance.randrange(len(content) + 1)
    return content[:place] + chance.choice(TEXTS).encode("utf-8", "surrogatepass") + content[place:]


def twice(content, chance):
    return content * chance.choice([2, 3, 50])


def shuffled(content, chance):
    lines = content.splitlines(keepends=True)
    chance.shuffle(lines)
    return b"".join(lines)


def in_other_letters(content, chance):
    text = content.decode("utf-8", "replace")
    return text.encode(
        chance.choice(["utf-16", "utf-16-le", "utf-32", "tis-620", "cp1252", "utf-7", "cp037"]), "replace"
    )


def marked_twice(content, chance):
    return b"\xef\xbb\xbf" * chance.choice([1, 2, 3]) + content


def other_line_ends(content, chance):
    ends = [b"\r", b"\r\n", b"\n\r", b"\x0b", b"\x85", b"\n\n\n", b"\xe2\x80\xa8"]
    return b"".join(line.rstrip(b"\r\n") + chance.choice(ends) for line in content.splitlines())


def in_page(content, chance):
    return chance.choice([HTML + content, content + HTML, b"<pre>" + content + b"</pre>"])


def packed(content, chance):
    return gzip.compress(content)[: chance.choice([None, -5, 20])]


def packed_bomb(content, chance):
    return gzip.compress(content + b"\n" + b"0" * chance.choice([1, 30]) * 1024 * 1024)


def zipped(content, chance):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("37t.csv", content)
    return out.getvalue()


def random_bytes(content, chance):
    return chance.randbytes(chance.randrange(1, 5_000))


def whole(content, chance):
    return chance.choice(WHOLE)


def padded(content, chance):
    return chance.choice([b" ", b"\n", b"\x00", b"\t"]) * 1024 * 1024 + content


CHANGES = [
    *(cut, cut, cut_tail, headless, flipped, flipped, with_junk, with_nul, with_text, twice, shuffled),
    *(
        in_other_letters,
        marked_twice,
        other_line_ends,
        in_page,
        packed,
        packed_bomb,
        zipped,
        random_bytes,
        whole,
        padded,
    ),
]
