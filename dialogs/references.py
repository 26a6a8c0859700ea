"""References of cases as people type them: NTK-2026-0042, 2026-42 or 42."""

import re

_TYPED = re.compile(r"(?:(?:NTK[- ]?)?(20\d\d)[-/ ])?(\d{1,6})", re.IGNORECASE)

_NEARLY = re.compile(r"#?[a-z]{0,4}[\W_]*(?:(20\d\d)[\W_]*)?(\d{1,6})[\W_]*", re.IGNORECASE)


def reference_in(words: str, year: int) -> str | None:
    """The reference that these words are, and nothing else; a number alone is of `year`."""
    found = _TYPED.fullmatch(words.strip().strip(".!?").strip())
    if not found or int(found[2]) == 0:
        return None
    return f"NTK-{found[1] or year}-{int(found[2]):04}"


def is_whole(words: str) -> bool:
    """Whether words are a reference with its year, which cannot be anything else, as "42" could."""
    found = _TYPED.fullmatch(words.strip())
    return found is not None and found[1] is not None


def nearly_reference(words: str, year: int) -> str | None:
    """The reference that somebody probably meant: "NTK2026 42", "NKT-2026-0042", "#42". Whether there is such a case
    is not looked at, so that nobody learns it from this."""
    found = _NEARLY.fullmatch(words.strip())
    return reference_in(f"{found[1]}-{found[2]}" if found[1] else found[2], year) if found else None
