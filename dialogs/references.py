"""References of cases as people type them: NTK-2026-0042, 2026-42 or 42."""

import re

_TYPED = re.compile(r"(?:(?:NTK[- ]?)?(20\d\d)[-/ ])?(\d{1,6})", re.IGNORECASE)


def reference_in(words: str, year: int) -> str | None:
    """The reference that these words are, and nothing else; a number alone is of `year`."""
    found = _TYPED.fullmatch(words.strip().strip(".!?").strip())
    if not found or int(found[2]) == 0:
        return None
    return f"NTK-{found[1] or year}-{int(found[2]):04}"
