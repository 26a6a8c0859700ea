"""Rows of the index as bytes, and back. They are written by columns: what repeats is written once, and held once."""

from collections.abc import Sequence
from typing import Any, get_type_hints

from pydantic import BaseModel, ValidationError, create_model

from state.index import Row

Column = tuple[list[Any], list[int]]
"""Values, each once, and which of them each row has; of a single value, nothing more."""

_DEFAULT: dict[str, Column] = {name: ([value], []) for name, value in Row._field_defaults.items()}
_COLUMNS: dict[str, Any] = {
    name: (tuple[list[hint], list[int]], _DEFAULT.get(name, ...))  # type: ignore[valid-type]
    for name, hint in get_type_hints(Row).items()
}
_SHAPE: type[BaseModel] = create_model("_SHAPE", count=(int, ...), **_COLUMNS)


def to_columns(rows: Sequence[Row]) -> bytes:
    """Rows of any kind as JSON in one line, but for those with an edition."""
    columns = dict(zip(Row._fields, map(_column, zip(*rows, strict=True)), strict=True))
    told: dict[str, Any] = {name: column for name, column in columns.items() if column != _DEFAULT.get(name)}
    return _SHAPE.model_construct(count=len(rows), **told).model_dump_json(exclude_unset=True).encode()


def from_columns(data: bytes) -> list[Row]:
    """The rows that were written. Raises ValueError where that is no rows."""
    try:
        shape = _SHAPE.model_validate_json(data)
        count: int = shape.count  # type: ignore[attr-defined]
        columns = (_values(getattr(shape, name), count) for name in Row._fields)
        return list(map(Row._make, zip(*columns, strict=True)))
    except (ValidationError, IndexError):
        raise ValueError("no rows of the index") from None


def _column(values: Sequence[Any]) -> Column:
    numbers: dict[Any, int] = {}
    at = [numbers.setdefault(value, len(numbers)) for value in values]
    return list(numbers), at if len(numbers) > 1 else []


def _values(column: Column, count: int) -> list[Any]:
    values, at = column
    return [values[number] for number in at] if at else values * count
