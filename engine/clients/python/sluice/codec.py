"""Messages to bytes and back, driven by the table that generate.py makes from the schema.

``encode`` writes a message, its header first; ``decode`` reads one. Both are exact: a value that does not fit is
refused with the name of its field, nothing is cut or rounded. An empty text or blank symbol is the absent one.
"""

import struct
from enum import Enum, Flag
from typing import Any, Callable, Dict, List, Tuple, Type
from uuid import UUID

from . import enums
from ._spec import SPECS, Field, Spec
from ._table import SCHEMA_ID, SCHEMA_VERSION
from .decimals import from_e8, to_e8
from .errors import MalformedError, UnknownMessageError
from .messages import Message

HEADER = struct.Struct("<HHHH")
HEADER_LENGTH = HEADER.size
_NULL = {4: -(2**31), 8: -(2**63)}
_NULL_ENUM = 255
_LENGTHS = {2: struct.Struct("<H"), 4: struct.Struct("<I")}
_UUID = struct.Struct("<QQ")
_BIDIRECTIONAL = frozenset(map(chr, [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]))


def is_clean(text: str) -> bool:
    """Whether a text may come in (W-7): no control characters, no bidirectional controls, no lone surrogates."""
    if text.isascii():
        return text.isprintable()
    return not any(c < " " or "\x7f" <= c <= "\x9f" or "\ud800" <= c <= "\udfff" or c in _BIDIRECTIONAL for c in text)


# --- writing -----------------------------------------------------------------------------------------------------


def _put_int(value: Any, field: Field) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError("%r is no whole number" % (value,))
    if not field.limits[0] <= value <= field.limits[1]:
        raise ValueError("%d is not within %d and %d" % ((value,) + field.limits))
    return value


def _put_decimal(value: Any, field: Field) -> int:
    return to_e8(value)


def _put_enum(value: Any, field: Field) -> int:
    if type(value) is not getattr(enums, field.type):
        raise ValueError("%r is no %s" % (value, field.type))
    number = value.value
    assert isinstance(number, int)
    return number


def _put_bool(value: Any, field: Field) -> int:
    if not isinstance(value, bool):
        raise ValueError("%r is neither True nor False" % (value,))
    return int(value)


def _put_symbol(value: Any, field: Field) -> bytes:
    if not isinstance(value, str):
        raise ValueError("%r is no text" % (value,))
    if not (value.isascii() and value.isprintable()):
        raise ValueError("%r holds what no symbol can" % value)
    if len(value) > field.size:
        raise ValueError("%r is longer than %d characters" % (value, field.size))
    return value.encode("ascii")


def _put_bytes(value: Any, field: Field) -> bytes:
    if not isinstance(value, (bytes, bytearray)) or len(value) != field.size:
        raise ValueError("%d bytes are needed" % field.size)
    if not any(value):
        raise ValueError("all zero is the absent one")
    return bytes(value)


def _put_uuid(value: Any, field: Field) -> bytes:
    if not isinstance(value, UUID):
        raise ValueError("%r is no UUID" % (value,))
    if value.int == 0:
        raise ValueError("all zero is the absent one")
    return _UUID.pack(value.int >> 64, value.int & (2**64 - 1))


_PUT: Dict[str, Callable[[Any, Field], Any]] = {
    "int": _put_int, "decimal": _put_decimal, "enum": _put_enum, "set": _put_enum, "bool": _put_bool,
    "symbol": _put_symbol, "bytes": _put_bytes, "uuid": _put_uuid,
}


def _absent(field: Field) -> Any:
    if field.kind in ("int", "decimal"):
        return _NULL[field.size]
    return _NULL_ENUM if field.kind in ("enum", "bool") else b"\0" * 16 if field.kind == "uuid" else b""


def _text(value: Any, field: Field) -> bytes:
    if field.kind == "message":
        if not isinstance(value, (bytes, bytearray)):
            raise ValueError("an encoded message is needed")
        raw = bytes(value)
    else:
        if not isinstance(value, str):
            raise ValueError("%r is no text" % (value,))
        # Only the engine writes the texts whose length takes four bytes; their lines have ends.
        if field.size == 2 and not is_clean(value):
            raise ValueError("a control character, a bidirectional control or half of a pair is in it")
        raw = value.encode("utf-8")
    if len(raw) > field.limits[1]:
        raise ValueError("%d bytes of UTF-8, and at most %d are allowed" % (len(raw), field.limits[1]))
    return raw


def encode(message: Message) -> bytes:
    """The bytes of a message, its header first.

    Raises:
        MalformedError: a required field is missing, or a value does not fit; it names the field.
    """
    spec = SPECS[message.TEMPLATE_ID]
    block: List[Any] = []
    tail: List[bytes] = []
    for field in spec.fields:
        value = getattr(message, field.name)
        is_text = field.kind in ("text", "message")
        if value is None or isinstance(value, (str, bytes)) and len(value) == 0:
            if not field.optional and not field.may_be_empty:
                raise MalformedError(spec.name, field.name, "missing")
            if is_text:
                tail.append(_LENGTHS[field.size].pack(0))
            else:
                block.append(_absent(field))
            continue
        try:
            if is_text:
                raw = _text(value, field)
                tail.append(_LENGTHS[field.size].pack(len(raw)) + raw)
            else:
                block.append(_PUT[field.kind](value, field))
        except ValueError as why:
            raise MalformedError(spec.name, field.name, str(why)) from None
    header = HEADER.pack(spec.layout.size, spec.template_id, SCHEMA_ID, SCHEMA_VERSION)
    return header + spec.layout.pack(*block) + b"".join(tail)


# --- reading -----------------------------------------------------------------------------------------------------


def _get_int(raw: Any, field: Field) -> Any:
    if raw == _NULL[field.size]:
        return None
    if not field.limits[0] <= raw <= field.limits[1]:
        raise ValueError("%d is not within %d and %d" % ((raw,) + field.limits))
    return raw


def _get_decimal(raw: Any, field: Field) -> Any:
    number = _get_int(raw, field)
    return None if number is None else from_e8(number)


def _get_enum(raw: Any, field: Field) -> Any:
    if raw == _NULL_ENUM and field.kind == "enum":
        return None
    kind: Type[Enum] = getattr(enums, field.type)
    return kind(raw)


def _get_set(raw: Any, field: Field) -> Any:
    kind: Type[Flag] = getattr(enums, field.type)
    if raw & ~sum(each.value for each in kind):
        raise ValueError("%d is no %s" % (raw, field.type))
    return kind(raw)


def _get_bool(raw: Any, field: Field) -> Any:
    if raw > 1 and raw != _NULL_ENUM:
        raise ValueError("%d is neither 0 nor 1" % raw)
    return None if raw == _NULL_ENUM else raw == 1


def _get_symbol(raw: Any, field: Field) -> Any:
    text = raw.rstrip(b"\0").decode("ascii")
    if "\0" in text or not text.isprintable():
        raise ValueError("no symbol")
    return text or None


def _get_bytes(raw: Any, field: Field) -> Any:
    return raw if any(raw) else None


def _get_uuid(raw: Any, field: Field) -> Any:
    high, low = _UUID.unpack(raw)
    return UUID(int=high << 64 | low) if high or low else None


_GET: Dict[str, Callable[[Any, Field], Any]] = {
    "int": _get_int, "decimal": _get_decimal, "enum": _get_enum, "set": _get_set, "bool": _get_bool,
    "symbol": _get_symbol, "bytes": _get_bytes, "uuid": _get_uuid,
}
# What a required field of the engine's own messages holds where it says nothing; an input must say something.
_NOTHING: Dict[str, Callable[[Field], Any]] = {
    "symbol": lambda field: "", "text": lambda field: "", "message": lambda field: b"",
    "bytes": lambda field: bytes(field.size), "uuid": lambda field: UUID(int=0),
}


def _value(spec: Spec, field: Field, found: Any) -> Any:
    if found is not None or field.optional:
        return found
    if field.may_be_empty:
        return ""
    if spec.is_offered or field.kind not in _NOTHING:
        raise MalformedError(spec.name, field.name, "missing")
    return _NOTHING[field.kind](field)


def decode(data: bytes) -> Message:
    """Reads one message that fills ``data``, its header first.

    A message of an earlier version of the schema lacks the later fields, which are absent then; what a later version
    added to the block is passed over.

    Raises:
        UnknownMessageError: no such message, or not of this schema.
        MalformedError: the bytes are no such message; it names the field where there is one.
    """
    if len(data) < HEADER_LENGTH:
        raise MalformedError(None, None, "%d bytes are no message: the header takes %d" % (len(data), HEADER_LENGTH))
    block_length, template_id, schema_id, version = HEADER.unpack_from(data)
    spec = SPECS.get(template_id)
    if schema_id != SCHEMA_ID or spec is None:
        raise UnknownMessageError(None, None, "template %d of schema %d is not known" % (template_id, schema_id))
    at = HEADER_LENGTH + block_length
    if len(data) < at:
        raise MalformedError(spec.name, None, "cut short")
    block = data[HEADER_LENGTH:at]
    if block_length < spec.layout.size:
        if version >= SCHEMA_VERSION:
            raise MalformedError(spec.name, None, "its block has %d bytes, not %d" % (block_length, spec.layout.size))
        block += b"\0" * (spec.layout.size - block_length)
    values: Dict[str, Any] = {}
    for field, raw in zip(spec.block, spec.layout.unpack_from(block)):
        if field.since > version:
            values[field.name] = None
            continue
        try:
            found = _GET[field.kind](raw, field)
        except ValueError as why:
            raise MalformedError(spec.name, field.name, "cannot be read: %s" % why) from None
        values[field.name] = _value(spec, field, found)
    for field in spec.texts:
        if field.since > version:
            values[field.name] = "" if field.may_be_empty else None
            continue
        text, at = _read_text(data, at, spec, field)
        values[field.name] = _value(spec, field, text)
    if at != len(data) and version <= SCHEMA_VERSION:
        raise MalformedError(spec.name, None, "%d bytes after the message" % (len(data) - at))
    return _made(spec, values)


def _read_text(data: bytes, at: int, spec: Spec, field: Field) -> Tuple[Any, int]:
    start = at + field.size
    if start > len(data):
        raise MalformedError(spec.name, field.name, "cut short")
    end = start + _LENGTHS[field.size].unpack_from(data, at)[0]
    if end > len(data) or end - start > field.limits[1]:
        raise MalformedError(spec.name, field.name, "cut short, or longer than it may be")
    raw = data[start:end]
    if field.kind == "message":
        return raw or None, end
    try:
        return raw.decode("utf-8") or None, end
    except UnicodeDecodeError:
        raise MalformedError(spec.name, field.name, "no UTF-8") from None


def _made(spec: Spec, values: Dict[str, Any]) -> Message:
    """As the constructor makes it, without its checks for each field of a frozen class."""
    made = object.__new__(spec.type)
    made.__dict__.update(values)
    return made


def template_id(data: bytes) -> int:
    """Template id of the message that begins ``data``."""
    return int.from_bytes(data[2:4], "little")
