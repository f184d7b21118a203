"""Measure the portal against a limit on the same machine, in one run: `make bench`, `make bench BENCH="imports pages"`.

What was stored is checked before a time is printed. The output is Markdown; `--into docs/performance.md` also renews
there the sections of the parts that were measured.
"""

import argparse
import os
import signal
import sys
import tempfile
from pathlib import Path

from tests.bench import growth, imports, pages, usual
from tests.bench.report import heading

PARTS = {"imports": imports, "usual": usual, "growth": growth, "pages": pages}
TITLES = {
    "imports": "Import of a dirty file",
    "usual": "What one would do instead",
    "growth": "Ten years of the country",
    "pages": "Pages against a constant view",
}
FULL = {
    "imports": {"rows": 2_000_000, "rounds": 3},
    "usual": {"rows": 100_000},
    "growth": {"small": 1_000_000, "years": 10, "rounds": 9, "singles": 24},
    "pages": {"rounds": 9, "requests": 60},
}
SMALL = {
    "imports": {"rows": 20_000, "rounds": 1},
    "usual": {"rows": 2_000},
    "growth": {"small": 40_000, "years": 0.1, "rounds": 2, "singles": 3},
    "pages": {"rounds": 2, "requests": 5},
}


def main():
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help=f"of {', '.join(PARTS)}; all without")
    parser.add_argument("--small", action="store_true", help="tiny sizes: do the checks hold?")
    parser.add_argument("--rows", type=int, help="lines of the imported file")
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--years", type=float, help="length of the history in growth")
    parser.add_argument("--into", type=Path, metavar="FILE", help="renew the sections of this Markdown file")
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that databases are dropped
    for name in arguments.parts or list(PARTS):
        sizes = dict((SMALL if arguments.small else FULL)[name])
        given = {"rows": arguments.rows, "rounds": arguments.rounds, "years": arguments.years}
        sizes |= {key: value for key, value in given.items() if value and key in sizes}
        lines = []
        for line in _section(name, sizes):
            print(line, flush=True)
            lines.append(line)
        if arguments.into:
            renew(arguments.into, TITLES[name], "\n".join(lines))


def _section(name, sizes):
    yield f"\n## {TITLES[name]}\n"
    yield from heading(name)
    yield ""
    with tempfile.TemporaryDirectory(prefix="ogmp-bench-", dir=os.environ.get("BENCH_FOLDER")) as folder:
        yield from PARTS[name].run(folder, **sizes)


def renew(path, title, section):
    """Put `section` in place of the one of that title, or at the end."""
    text = path.read_text(encoding="utf-8")
    before, found, rest = text.partition(f"\n## {title}\n")
    rest = rest.partition("\n## ")
    after = "".join(rest[1:]) if found else ""
    path.write_text(f"{before.rstrip()}\n\n{section.strip()}\n{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
