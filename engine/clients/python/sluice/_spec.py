"""The messages of the schema as the codec sees them: fields, and how a block is packed."""

import struct
from dataclasses import fields as dataclass_fields
from typing import Any, Dict, NamedTuple, Optional, Tuple, Type

from . import messages
from ._table import MESSAGES
from .messages import Message

_FIRST_INPUT, _FIRST_OWN = 100, 180
_FORMATS = {
    ("int", 4): "i", ("int", 8): "q", ("decimal", 8): "q", ("enum", 1): "B", ("bool", 1): "B",
    ("set", 1): "B", ("set", 4): "I", ("uuid", 16): "16s",
}


class Field(NamedTuple):
    """One field of a message, as the table has it."""

    name: str
    schema_name: str
    number: int
    kind: str
    type: str
    size: int
    limits: Tuple[int, int]
    since: int
    optional: bool
    may_be_empty: bool


class Spec:
    """One message: its class, its fields, and how its block is packed."""

    def __init__(self, template_id: int, name: str, rows: Tuple[Tuple[Any, ...], ...]) -> None:
        self.template_id = template_id
        self.name = name
        self.type: Type[Message] = messages.BY_ID[template_id]
        self.fields = tuple(Field(*row) for row in rows)
        self.block = tuple(f for f in self.fields if f.kind not in ("text", "message"))
        self.texts = tuple(f for f in self.fields if f.kind in ("text", "message"))
        self.layout = struct.Struct("<" + "".join(_FORMATS.get((f.kind, f.size), "%ds" % f.size) for f in self.block))
        self.is_offered = _FIRST_INPUT <= template_id < _FIRST_OWN
        self.has_symbol = any(f.name == "symbol" for f in self.block)

    def field(self, number: int) -> Optional[Field]:
        """The field with that id in the schema."""
        return next((each for each in self.fields if each.number == number), None)


SPECS: Dict[int, Spec] = {number: Spec(number, name, rows) for number, (name, rows) in MESSAGES.items()}


def spec_named(name: str) -> Optional[Spec]:
    """The message of that name."""
    return next((each for each in SPECS.values() if each.name == name), None)


def _check() -> None:
    """The classes and the table were written together."""
    for spec in SPECS.values():
        names = {each.name for each in dataclass_fields(spec.type)}  # type: ignore[arg-type]
        if names != {each.name for each in spec.fields}:
            raise ImportError("sluice/messages.py and sluice/_table.py do not fit: run generate.py")


_check()
