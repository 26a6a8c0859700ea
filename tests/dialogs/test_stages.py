"""What a list says of a process and its stage says nothing twice, and always of which process it is."""

from itertools import pairwise

import pytest

from dialogs.facts import process_name
from dialogs.stages import as_heading, names_itself, on_lists
from dialogs.wording import say
from state.case import Run, Step
from state.process import NEW
from state.processes import PROCESSES
from tests.stage import NOW

PLACES = [(table.name, state) for table in PROCESSES.values() for state in table.states if state != NEW]
LITTLE = {"the", "a", "an", "of", "to", "is", "that", "for", "with", "its"}


def pairs(words: str) -> list[tuple[str, str]]:
    """Words that stand beside each other, as they are compared: without little words and endings."""
    plain = "".join(letter if letter.isalpha() else " " for letter in words.casefold()).split()
    return list(pairwise(word[:6] for word in plain if word not in LITTLE))


@pytest.mark.parametrize(("process", "state"), PLACES)
def test_no_line_says_the_same_words_twice(process: str, state: str) -> None:
    said = pairs(on_lists(process, state))
    assert len(said) == len(set(said)), on_lists(process, state)


@pytest.mark.parametrize(("process", "state"), PLACES)
def test_a_stage_that_stands_alone_names_its_process(process: str, state: str) -> None:
    if names_itself(process, state):
        named = {word[:4] for word in say(f"process.{process}").casefold().split() if word not in LITTLE}
        assert named & {word[:4] for word in say(f"stage.{process}.{state}").casefold().split()}


def test_one_of_several_keeps_its_number_and_its_child() -> None:
    steps = (Step("any", NOW, "pat", "psw", NEW, "needed", entry=1),)
    runs = [Run("strategy_discussion", key, "needed", steps=steps, child=child) for key, child in ((1, None), (2, 2))]
    assert as_heading(runs[0]) == "A Strategy Discussion is needed"
    assert as_heading(runs[1]) == f"{process_name(runs[1])}: A Strategy Discussion is needed"
