"""Plain English: a reading grade, short sentences, and no short form that `guidance` does not explain."""

import re
from collections import ChainMap
from collections.abc import Iterator

from pyphen import Pyphen

from dialogs.guidance import find
from dialogs.wording import SENTENCES
from tests.stories.councils import KENT

GRADE = 9
LONGEST = 25  # words of a sentence
TELLS = 8  # words: below that it is a label or a name, and a grade says nothing
NAMES = re.compile(
    "|".join(
        (
            r"(Notification to the )?Child Safeguarding Practice Review( Panel)?|national Panel",
            r"Local Child Safeguarding Practice Reviews?",
            r"Working Together to Safeguard Children|Community Safety Partnership|Safeguarding Adults Board",
            r"Secretary of State|Department for Education|Ofsted|(Assistant|Corporate) Director|placing authority",
            r"Principal Social Worker|Independent Management Review|(management|internal|agency) (review|summary)",
            r"Children, Young People and Education|Safeguarding, Professional Standards and Quality Assurance",
        )
    )
)
"""What bodies and posts are called: nobody can write those shorter, and they are read as one word."""

SYLLABLES = Pyphen(lang="en_GB")


class Filled(dict[str, str]):
    """The values of a sentence: the council's own names, and otherwise one plain word."""

    def __missing__(self, key: str) -> str:
        return "it"


def spoken() -> Iterator[tuple[str, str]]:
    """Every text that people read, but for the rules of the guidance, names of terms, and other names of anything."""
    for key, words in SENTENCES.items():
        if not key.startswith(("rule.", "also.")) and not re.fullmatch(r"guidance\.term\..+\.(also|name)", key):
            yield key, words.format_map(ChainMap(KENT.profile.spoken, Filled()))  # type: ignore[arg-type]


def sentences(words: str) -> list[str]:
    return [one for one in re.split(r"(?<=[.?!:;])\s+|\n", words) if one.strip(" –")]


def grade(words: str) -> float:
    """The reading grade of Flesch and Kincaid: school years after which a text is read with ease."""
    plain = NAMES.sub("Ann", words)
    each = re.findall(r"[A-Za-z’']+", plain)
    syllables = sum(len(SYLLABLES.positions(word)) + 1 for word in each)
    return 0.39 * len(each) / len(sentences(plain)) + 11.8 * syllables / len(each) - 15.59


def test_every_text_can_be_read_with_ease() -> None:
    texts = [(key, words) for key, words in spoken() if len(words.split()) >= TELLS]
    assert len(texts) > 700
    assert [(round(grade(words), 1), key) for key, words in texts if grade(words) > GRADE] == []


def test_no_sentence_is_long() -> None:
    assert [key for key, words in spoken() for one in sentences(words) if len(one.split()) > LONGEST] == []


FORMS_KEPT = {"NTK", "ID", "CSV", "AD", "DOCX", "JSON", "ICS", "OK", "REF", "TEXT", "HR"}
"""Short forms that need no telling: parts of references, names of files, and what help prints in capitals."""


def test_every_short_form_is_explained() -> None:
    forms = {(form, key) for key, words in spoken() for form in re.findall(r"\b[A-Z][A-Z&]+\b", words)}
    assert [(form, key) for form, key in sorted(forms) if form not in FORMS_KEPT and find(form) is None] == []


def test_the_grade_tells_plain_words_from_others() -> None:
    assert grade("A child was hurt. Please call us today, and we will help you.") < 3
    assert grade("Notwithstanding considerable organisational difficulties, notification remains obligatory.") > 15
