"""The codec against the golden file that the Java codecs wrote, and the generated files against the schema."""

import subprocess
import sys
import unittest
from decimal import Decimal
from pathlib import Path
from typing import Any, Dict, List
from uuid import UUID

from sluice import codec, enums
from sluice._spec import SPECS, Field

PACKAGE = Path(__file__).resolve().parents[1]
REPOSITORY = PACKAGE.parents[2]
GOLDEN = REPOSITORY / "journal/schema/src/test/resources/golden/messages.tsv"


def meant(field: Field, text: str) -> Any:
    """The value that a cell of the file says."""
    if field.kind == "int":
        return int(text)
    if field.kind == "decimal":
        return Decimal(text)
    if field.kind == "bool":
        return text == "true"
    if field.kind == "enum":
        return getattr(enums, field.type).parse(text)
    if field.kind == "set":
        chosen = getattr(enums, field.type)(0)
        for choice in text.split(",") if text else []:
            chosen |= getattr(enums, field.type)[choice.upper().replace(".", "_")]
        return chosen
    if field.kind == "uuid":
        return UUID(text)
    return bytes.fromhex(text) if field.kind in ("bytes", "message") else text


@unittest.skipUnless(GOLDEN.exists(), "the golden file is part of the checkout, and this is none")
class GoldenTest(unittest.TestCase):
    def lines(self) -> List[List[str]]:
        return [line.split("\t") for line in GOLDEN.read_text(encoding="utf-8").splitlines()]

    def test_should_have_a_line_for_every_message_and_variant(self) -> None:
        found = [(cells[0], cells[1]) for cells in self.lines()]
        in_order = [SPECS[number] for number in sorted(SPECS)]
        self.assertEqual(found, [(spec.name, variant) for spec in in_order for variant in ("all", "required")])

    def test_should_read_every_line_as_java_meant_it(self) -> None:
        for cells in self.lines():
            with self.subTest(message=cells[0], variant=cells[1]):
                message = codec.decode(bytes.fromhex(cells[2]))
                spec = SPECS[message.TEMPLATE_ID]
                by_name = {field.schema_name: field for field in spec.fields}
                values: Dict[str, Any] = {
                    field.name: "" if field.may_be_empty else None for field in spec.fields
                }
                for cell in cells[3:]:
                    name, text = cell.split("=", 1)
                    values[by_name[name].name] = meant(by_name[name], text)
                self.assertEqual(vars(message), values)
                self.assertEqual(type(message)(**values), message)

    def test_should_write_every_line_byte_by_byte(self) -> None:
        for cells in self.lines():
            with self.subTest(message=cells[0], variant=cells[1]):
                self.assertEqual(codec.encode(codec.decode(bytes.fromhex(cells[2]))).hex(), cells[2])

    def test_should_have_been_generated_from_the_present_schema(self) -> None:
        done = subprocess.run(
            [sys.executable, str(PACKAGE / "generate.py"), "--check"], stderr=subprocess.PIPE, universal_newlines=True
        )
        self.assertEqual((done.returncode, done.stderr), (0, ""))


if __name__ == "__main__":
    unittest.main()
