#!/usr/bin/env python3
"""Writes the codec's tables from the one schema: sluice/enums.py, sluice/messages.py and sluice/_table.py.

    python3 generate.py            writes them
    python3 generate.py --check    says whether they are as the schema asks, and changes nothing

The three files are committed, so a user of the package needs neither the schema nor this program.
"""

import argparse
import keyword
import re
import sys
import textwrap
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Dict, List, NamedTuple, Optional
from xml.etree import ElementInclude

HERE = Path(__file__).resolve().parent
SCHEMA = HERE.parents[2] / "journal/schema/src/main/resources/io/sluice/codec/sluice-schema.xml"
PACKAGE = HERE / "sluice"
SBE = "{http://fixprotocol.io/2016/sbe}"
WIDTHS = {"char": 1, "uint8": 1, "int32": 4, "uint32": 4, "int64": 8}
INT_RANGE = {"int32": (-(2**31) + 1, 2**31 - 1), "int64": (-(2**63) + 1, 2**63 - 1)}
LIMITS = dict(INT_RANGE, decimal=(-(10**18) + 1, 10**18 - 1), id=(0, 2**53 - 1))
MESSAGES_IN_MESSAGES = ("MessageOpt", "InputOpt")
NOTE = '"""%s\n\nWritten by generate.py from the schema; do not edit.\n"""\n'


class Kind(NamedTuple):
    """How a type of the schema is read: kind, Python type, bytes, least and greatest value."""

    kind: str
    python: str
    size: int
    least: int = 0
    most: int = 0


class Field(NamedTuple):
    """One field of a message."""

    name: str
    schema_name: str
    number: int
    type: str
    kind: Kind
    since: int
    optional: bool
    may_be_empty: bool
    description: str


def snake(name: str) -> str:
    """The Python name of a name of the schema: tradeId is trade_id."""
    text = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
    return text + "_" if keyword.iskeyword(text) or text in ("bool", "bytes", "int", "str") else text


class Schema:
    """The schema file, read whole."""

    def __init__(self, path: Path) -> None:
        root = ElementTree.parse(path).getroot()
        ElementInclude.include(root, base_url=str(path))
        self.root = root
        self.id = int(root.get("id", ""))
        self.version = int(root.get("version", ""))
        if root.get("byteOrder", "littleEndian") != "littleEndian":
            raise SystemExit("the codec reads little-endian only")
        self.types = {each.get("name", ""): each for types in root.iter("types") for each in types}
        self.enums = [each for types in root.iter("types") for each in types if each.tag in ("enum", "set")]
        self.messages = list(root.iter(SBE + "message"))

    def kind(self, name: str) -> Kind:
        """How a type is read."""
        if name not in self.types:
            raise SystemExit("the schema has no type " + name)
        type_ = self.types[name]
        if type_.tag == "enum":
            return Kind("bool", "bool", 1) if name == "Bool" else Kind("enum", name, 1)
        if type_.tag == "set":
            return Kind("set", name, WIDTHS[type_.get("encodingType", "")])
        parts = {part.get("name"): part for part in type_}
        if type_.tag == "composite" and set(parts) == {"length", "varData"}:
            return self.text(name, parts["length"])
        if type_.tag == "composite" and list(parts) == ["msb", "lsb"]:
            return Kind("uuid", "UUID", 16)
        return self.plain(name, type_)

    @staticmethod
    def text(name: str, length: ElementTree.Element) -> Kind:
        prefix = {"uint16": 2, "uint32": 4}[length.get("primitiveType", "")]
        most = int(length.get("maxValue", ""))
        inner = name in MESSAGES_IN_MESSAGES
        return Kind("message" if inner else "text", "bytes" if inner else "str", prefix, 0, most)

    @staticmethod
    def plain(name: str, type_: ElementTree.Element) -> Kind:
        primitive = type_.get("primitiveType", "")
        count = int(type_.get("length", "1"))
        if type_.tag != "type" or primitive not in WIDTHS or type_.get("presence") == "constant":
            raise SystemExit("generate.py cannot read type %s yet" % name)
        if primitive == "char":
            return Kind("symbol", "str", count)
        if count > 1:
            return Kind("bytes", "bytes", count)
        least, most = INT_RANGE[primitive]
        least, most = int(type_.get("minValue", least)), int(type_.get("maxValue", most))
        is_decimal = name == "Decimal"
        return Kind("decimal" if is_decimal else "int", "Decimal" if is_decimal else "int",
                    WIDTHS[primitive], least, most)

    def fields(self, message: ElementTree.Element) -> List[Field]:
        """Fields of the block, then texts, each in order."""
        found = []
        for each in message:
            if each.tag not in ("field", "data"):
                raise SystemExit("%s: generate.py cannot read <%s> yet" % (message.get("name"), each.tag))
            if each.get("offset"):
                raise SystemExit("%s: generate.py takes fields one after the other" % message.get("name"))
            type_ = each.get("type", "")
            found.append(Field(
                snake(each.get("name", "")), each.get("name", ""), int(each.get("id", "")), type_, self.kind(type_),
                int(each.get("sinceVersion", "0")), each.get("presence") == "optional" or type_.endswith("Opt"),
                type_.endswith("Any"), one_line(each.get("description", ""))))
        return found


def one_line(text: Optional[str]) -> str:
    return " ".join((text or "").split()).replace("\\", "\\\\").replace('"', "'")


def doc(text: str, indent: str) -> str:
    """A docstring that fits in 120 columns."""
    lines = textwrap.wrap(text, 110 - len(indent))
    if len(lines) == 1:
        return '%s"""%s"""\n' % (indent, lines[0])
    return '%s"""%s\n%s\n%s"""\n' % (indent, lines[0], textwrap.indent("\n".join(lines[1:]), indent), indent)


def enums(schema: Schema) -> str:
    """The file of enums and sets."""
    out = [NOTE % "The enums and sets of the schema.", "\nimport enum\n\nfrom ._spelled import SpelledEnum\n"]
    for each in schema.enums:
        name = each.get("name", "")
        if name == "Bool":
            continue
        is_set = each.tag == "set"
        out.append("\n\nclass %s(%s):\n" % (name, "enum.Flag" if is_set else "SpelledEnum"))
        out.append(doc(one_line(each.get("description")), "    ") + "\n")
        for value in each:
            number = int((value.text or "").strip())
            spelling = one_line(value.get("description")).split(":")[0]
            out.append("    %s = %s\n" % (
                value.get("name"), 1 << number if is_set else '(%d, "%s")' % (number, spelling)))
    return "".join(out)


def messages(schema: Schema) -> str:
    """The file of messages, a class each."""
    names = sorted(e.get("name", "") for e in schema.enums if e.get("name") != "Bool")
    used = {f.kind.python for m in schema.messages for f in schema.fields(m)}
    out = [NOTE % ("The messages of the schema, a class each. A value that is absent is None.\n\n"
                   "Decimals are Decimal, times are ints of nanoseconds since the epoch, symbols and texts are str."),
           "\nfrom dataclasses import dataclass\nfrom decimal import Decimal\n",
           "from typing import ClassVar, Dict, Optional, Type\nfrom uuid import UUID\n\nfrom .enums import (\n",
           "".join("    %s,\n" % name for name in names if name in used), ")\n",
           '\n\nclass Message:\n    """Any message of the schema."""\n\n    TEMPLATE_ID: ClassVar[int]\n']
    for message in schema.messages:
        out.append(message_class(message, schema.fields(message)))
    out.append("\n\nBY_ID: Dict[int, Type[Message]] = {\n    each.TEMPLATE_ID: each\n    for each in (\n")
    out.extend("        %s,\n" % message.get("name") for message in schema.messages)
    out.append("    )\n}\n")
    return "".join(out)


def message_class(message: ElementTree.Element, fields: List[Field]) -> str:
    out = ["\n\n@dataclass(frozen=True)\nclass %s(Message):\n" % message.get("name")]
    lines = [one_line(message.get("description"))]
    for each in fields:
        lines.extend(textwrap.wrap("%s: %s" % (each.name, each.description), 108, subsequent_indent="    "))
    head = textwrap.wrap(lines[0], 108)
    body = head + ([""] + lines[1:] if fields else [])
    if len(body) == 1:
        out.append('    """%s"""\n' % body[0])
    else:
        out.append('    """%s\n%s\n    """\n' % (body[0], "\n".join("    " + b if b else "" for b in body[1:])))
    out.append("\n    TEMPLATE_ID: ClassVar[int] = %s\n" % message.get("id"))
    needed = [f for f in fields if not f.optional and not f.may_be_empty]
    rest = [f for f in fields if f.optional or f.may_be_empty]
    if fields:
        out.append("\n")
    out.extend("    %s: %s\n" % (f.name, f.kind.python) for f in needed)
    for each in rest:
        out.append('    %s: str = ""\n' % each.name if each.may_be_empty
                   else "    %s: Optional[%s] = None\n" % (each.name, each.kind.python))
    return "".join(out)


def table(schema: Schema) -> str:
    """The file that the codec is driven by."""
    out = [NOTE % "How the bytes of each message lie, for the codec.",
           "\nfrom typing import Dict, Tuple\n\n",
           "SCHEMA_ID = %d\nSCHEMA_VERSION = %d\n\n" % (schema.id, schema.version),
           "# Attribute, name and id in the schema, kind, type, bytes (of a text: of its length), least and most,\n"
           "# version that has it first, whether it may be absent, whether it may be empty.\n",
           "".join("%s = %s\n" % (name.upper(), each) for name, each in LIMITS.items()) + "\n",
           "Row = Tuple[str, str, int, str, str, int, Tuple[int, int], int, bool, bool]\n\n",
           "MESSAGES: Dict[int, Tuple[str, Tuple[Row, ...]]] = {\n"]
    for message in schema.messages:
        out.append('    %s: (\n        "%s",\n        (\n' % (message.get("id"), message.get("name")))
        for f in schema.fields(message):
            limits = (f.kind.least, f.kind.most)
            named = {each: name.upper() for name, each in LIMITS.items()}.get(limits, str(limits))
            out.append('            ("%s", "%s", %d, "%s", "%s", %d, %s, %d, %s, %s),\n' % (
                f.name, f.schema_name, f.number, f.kind.kind, f.type, f.kind.size, named, f.since, f.optional,
                f.may_be_empty))
        out.append("        ),\n    ),\n")
    out.append("}\n")
    return "".join(out)


def files(path: Path = SCHEMA) -> Dict[Path, str]:
    """What each generated file has to hold."""
    schema = Schema(path)
    return {PACKAGE / "enums.py": enums(schema), PACKAGE / "messages.py": messages(schema),
            PACKAGE / "_table.py": table(schema)}


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--check", action="store_true", help="change nothing, end with 1 if a file is not fresh")
    parser.add_argument("--schema", type=Path, default=SCHEMA)
    asked = parser.parse_args()
    stale = []
    for path, text in files(asked.schema).items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(path.name)
            if not asked.check:
                path.write_text(text, encoding="utf-8")
    if asked.check and stale:
        print("not as the schema asks: %s; run generate.py" % ", ".join(stale), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
