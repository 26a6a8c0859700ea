"""What was answered: shared answers, and a set for each child where the children differ. Source: A16."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

Value = str | int | tuple[str, ...]
View = Mapping[str, Value]
"""The answers as they stand for one child: the shared ones with that child's own on top."""

NOT_KNOWN = "not_known"
SKIPPED = "skipped"


@dataclass(frozen=True)
class Answers:
    """Answers by question id. `children[0]` holds the answers of child 1; empty where all children are alike."""

    shared: Mapping[str, Value] = field(default_factory=dict)
    children: tuple[Mapping[str, Value], ...] = ()

    def get(self, question: str, child: int | None = None) -> Value | None:
        """The answer to a question, of one child (1, 2, …) or shared; None where it was not asked."""
        if child is None:
            return self.shared.get(question)
        return self.children[child - 1].get(question) if child <= len(self.children) else None

    def having(self, question: str, value: Value, child: int | None = None) -> "Answers":
        """The same answers with one more, or one changed."""
        if child is None:
            return replace(self, shared={**self.shared, question: value})
        padded = self.children + ({},) * (child - len(self.children))
        changed = {**padded[child - 1], question: value}
        return replace(self, children=(*padded[: child - 1], changed, *padded[child:]))

    def lacking(self, question: str, child: int | None = None) -> "Answers":
        """The same answers without one, so that it is asked again."""
        if child is None:
            return replace(self, shared={k: v for k, v in self.shared.items() if k != question})
        kept = tuple(
            {k: v for k, v in own.items() if k != question} if n == child else own
            for n, own in enumerate(self.children, start=1)
        )
        return replace(self, children=kept)

    def differ(self) -> bool:
        """Whether the questions about the child are answered child by child."""
        return self.shared.get("same_for_all") == "no"

    def views(self) -> tuple[tuple[int | None, View], ...]:
        """One view for each child whose answers differ, numbered from 1; otherwise one view, numbered None."""
        if not self.differ():
            return ((None, self.shared),)
        count = self.shared.get("child_count")
        wanted = max(count if isinstance(count, int) else len(self.children), 1)
        own = (self.children + ({},) * wanted)[:wanted]
        return tuple((n, {**self.shared, **answers}) for n, answers in enumerate(own, start=1))

    def to_json(self) -> dict[str, Any]:
        """The form in which answers leave the product: `children` is a list with `n` in each."""
        out: dict[str, Any] = {k: _plain(v) for k, v in self.shared.items()}
        if self.children:
            out["children"] = [
                {"n": n, **{k: _plain(v) for k, v in own.items()}} for n, own in enumerate(self.children, start=1)
            ]
        return out


def merged(base: Answers, mine: Answers, current: Answers) -> Answers:
    """What I changed since `base`, put into `current`: two people who change different answers lose nothing."""
    return Answers(
        _merged(base.shared, mine.shared, current.shared),
        tuple(_merged(_own(base, n), own, _own(current, n)) for n, own in enumerate(mine.children)),
    )


def _own(answers: Answers, n: int) -> Mapping[str, Value]:
    return answers.children[n] if n < len(answers.children) else {}


def _merged(base: Mapping[str, Value], mine: Mapping[str, Value], current: Mapping[str, Value]) -> dict[str, Value]:
    questions = dict.fromkeys((*current, *mine))
    changed = {q for q in questions if mine.get(q) != base.get(q)}
    chosen = {q: (mine if q in changed else current).get(q) for q in questions}
    return {q: value for q, value in chosen.items() if value is not None}


def known(value: Value | None) -> bool:
    """Whether an answer says anything: absent, skipped and "not known" do not. Source: A11."""
    return value is not None and value not in (NOT_KNOWN, SKIPPED)


def _plain(value: Value) -> Any:
    return list(value) if isinstance(value, tuple) else value
