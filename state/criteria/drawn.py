"""A test drawn as a Mermaid state diagram, from the same rows as its machine."""

from state.criteria.criterion import Criterion
from state.criteria.machine import rows

_IN_WORDS = {"yes": "yes", "no": "no", "not_known": "not known"}


def drawn(criterion: Criterion) -> str:
    """The diagram: an arrow for each way from a step, labelled with the answers that take it."""
    table = rows(criterion)
    answers: dict[tuple[str, str], list[str]] = {}
    for row in table:
        answers.setdefault((row.source, row.target), []).append(_IN_WORDS[row.truth])
    steps = {row.source for row in table}
    ends = dict.fromkeys(row.target for row in table if row.target not in steps)
    return "\n".join(
        (
            "stateDiagram-v2",
            f"    [*] --> {table[0].source}",
            *(f"    {source} --> {target}: {' or '.join(said)}" for (source, target), said in answers.items()),
            *(f"    {end} --> [*]" for end in ends),
            "",
        )
    )
