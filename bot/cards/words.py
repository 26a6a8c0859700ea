"""Words made fit to be shown: nothing invisible in them, and nothing that a client could take for markup."""

import re
import unicodedata

SHORTENED = "… (shortened here; see details)"

_JOINERS = "\u200c\u200d"  # invisible too, but scripts and emoji need them
_INVISIBLE = ("Cc", "Cf", "Cs")  # control characters, directions and other formats, halves of characters
_MENTION = re.compile(r"<(/?at\b[^<>]*)>", re.IGNORECASE)
_MARKUP = re.compile(
    r"""[\\`*_\[\]<>]          # emphasis, code, links, HTML
      | ~(?=~) | \{(?=\{)      # struck out; the card's own date functions
      | &(?=\#?\w+;)           # HTML entities
      | :(?=//) | \bwww\.      # addresses that would become links
      | ^[-+=\#] | ^\d+[.)]    # lists and headings""",
    re.VERBOSE | re.IGNORECASE,
)


def clean(text: str) -> str:
    """The same words without mentions, control characters and those that turn the direction of reading."""
    shown = "\n".join(_visible(line) for line in text.replace("\t", " ").splitlines())
    return _MENTION.sub(r"‹\1›", shown) if "<" in shown else shown


def paragraphs(text: str) -> list[str]:
    """The lines that hold words, clean."""
    return [line for part in clean(text).split("\n") if (line := " ".join(part.split()))]


def one_line(text: str) -> str:
    """The same words, clean, in one line."""
    return " ".join(paragraphs(text))


def looks_like_markup(line: str) -> bool:
    """Whether a client could read more in a line than its words. Escaping is no way out: phones show backslashes."""
    return _MARKUP.search(line) is not None


def unlinked(text: str) -> str:
    """Words for places where only some clients read Markdown: none of them can hide an address behind other words."""
    return text.replace("](", "] (").replace("]:", "] :").replace("][", "] [")


def shortened(text: str, most: int) -> str:
    """At most so many characters of a text, and a note where some are left out."""
    return text if len(text) <= most else text[:most].rstrip() + SHORTENED


def _visible(line: str) -> str:
    if line.isprintable():
        return line
    return "".join(c for c in line if c in _JOINERS or unicodedata.category(c) not in _INVISIBLE)
