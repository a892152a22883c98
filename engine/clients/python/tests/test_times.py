"""Times, and how the package names itself."""

import unittest
from datetime import datetime, timedelta, timezone

from sluice import times


class TimesTest(unittest.TestCase):
    def test_should_turn_times_to_datetimes_and_back(self) -> None:
        moment = datetime(2026, 11, 29, 9, 13, 0, 129921, timezone.utc)
        nanos = times.from_datetime(moment)
        self.assertEqual(nanos, 1795943580129921000)
        self.assertEqual(times.to_datetime(nanos + 999), moment)
        self.assertEqual(times.from_datetime(moment.astimezone(timezone(timedelta(hours=2)))), nanos)

    def test_should_write_all_nine_decimals(self) -> None:
        self.assertEqual(times.iso(1795943580129921053), "2026-11-29T09:13:00.129921053Z")
        self.assertEqual(times.iso(-1), "1969-12-31T23:59:59.999999999Z")

    def test_should_refuse_a_time_without_a_zone(self) -> None:
        with self.assertRaises(ValueError):
            times.from_datetime(datetime(2026, 1, 1))


if __name__ == "__main__":
    unittest.main()
