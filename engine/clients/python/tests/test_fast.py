"""The road through the client in C: every test of the client once more, over that library."""

import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path
from typing import Any
from unittest import mock

import sluice
from sluice import Road, fast

from . import test_client

SOURCE = Path(__file__).resolve().parents[2] / "c/sluice.c"


class MissingTest(unittest.TestCase):
    def test_should_say_what_to_build_where_the_library_is_missing(self) -> None:
        for library in ("/nowhere/libsluice.so", "libc.so.6"):
            with self.assertRaises(sluice.FastRoadError) as caught:
                sluice.connect("/nowhere", road=Road.FAST, library=library)
            self.assertIn("cc -O2 -shared", str(caught.exception))
            self.assertEqual(caught.exception.code, "FAST_ROAD")

    def test_should_look_where_the_variable_says(self) -> None:
        with mock.patch.dict(os.environ, {fast.VARIABLE: "/some/place.so"}):
            with self.assertRaisesRegex(sluice.FastRoadError, "/some/place.so"):
                fast.load()


@unittest.skipUnless(SOURCE.exists() and shutil.which("gcc"), "the client in C, or gcc to compile it, is not here")
class ClientOverCTest(test_client.ClientTest):
    """The library speaks both roads; a fake door has no rings, so this is the socket."""

    folder: "tempfile.TemporaryDirectory[str]"
    library: str

    @classmethod
    def setUpClass(cls) -> None:
        cls.folder = tempfile.TemporaryDirectory()
        cls.library = os.path.join(cls.folder.name, "libsluice.so")
        subprocess.run(["gcc", "-std=c11", "-O2", "-shared", "-fPIC", "-o", cls.library, str(SOURCE)], check=True)

    @classmethod
    def tearDownClass(cls) -> None:
        cls.folder.cleanup()

    def setUp(self) -> None:
        super().setUp()

        def road(path: Path) -> Any:
            return fast.FastRoad(path, self.library)

        patch = mock.patch.object(sluice.client, "SlowRoad", road)
        patch.start()
        self.addCleanup(patch.stop)


if __name__ == "__main__":
    unittest.main()
