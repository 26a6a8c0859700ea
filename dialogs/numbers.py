"""Small numbers as people say them: in figures, or in words up to twenty."""

_TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
_WORDS = f"one two three four five six seven eight nine ten eleven twelve {_TEENS}".split()
_NUMBERS = {word: number for number, word in enumerate(_WORDS, start=1)}


def in_figures(words: str) -> str:
    """The words with each number up to twenty in figures."""
    return " ".join(str(_NUMBERS.get(word, word)) for word in words.split())
