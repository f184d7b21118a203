"""Read a page as a person does: its words, headings and what may not be in it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

SPOKEN = {"placeholder", "alt", "aria-label", "title"}
EMPTY = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "use"}


@dataclass
class Page:
    language: str = ""
    title: str = ""
    headings: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)  # outside of what is marked as English
    errors: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)  # styles and scripts that the content policy would stop


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.page, self.open = Page(), []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "html":
            self.page.language = attrs.get("lang", "")
        self.page.inline += [
            f"{name}={value}" for name, value in attrs.items() if name == "style" or name.startswith("on")
        ]
        if tag == "style" or (tag == "script" and "src" not in attrs and "json" not in attrs.get("type", "")):
            self.page.inline.append(tag)
        if tag == "h1":
            self.page.headings.append("")
        if tag not in EMPTY:
            self.open.append((tag, attrs))
        self.page.words += [] if self.hidden() else [attrs[name] for name in SPOKEN if attrs.get(name)]

    def handle_endtag(self, tag):
        while self.open:
            if self.open.pop()[0] == tag:
                return

    def handle_data(self, data):
        text = " ".join(data.split())
        tags = [tag for tag, _ in self.open]
        if not text or self.hidden():
            return
        if "title" in tags and "head" in tags:
            self.page.title += text
        if "h1" in tags:
            self.page.headings[-1] += text
        if any(attrs.get("role") == "alert" or "errorlist" in (attrs.get("class") or "") for _, attrs in self.open):
            self.page.errors.append(text)
        self.page.words.append(text)

    def hidden(self):
        return any(
            tag in ("script", "style", "code") or attrs.get("lang") == "en" for tag, attrs in self.open if tag != "html"
        )


def read(response):
    """The `Page` that `response` shows."""
    reader = _Reader()
    reader.feed(response.content.decode())
    return reader.page
