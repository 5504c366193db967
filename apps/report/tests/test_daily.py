"""The report is written in whole, and what fails says so."""

import contextlib
import io
import json
import socket
import tempfile
import unittest
from datetime import date
from pathlib import Path

from report import daily


class Daily(unittest.TestCase):
    def setUp(self) -> None:
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))

    def main(self, environment: dict[str, str]) -> tuple[int, str, str]:
        """The exit code, and what was said on both streams."""
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = daily.main(environment)
        return code, out.getvalue(), err.getvalue()

    def test_a_report_has_a_line_for_each_table(self) -> None:
        rows = {"public.notes": 3, 'public.a "table", so to say': 0}
        path = daily.write(self.folder, date(2026, 11, 22), rows)
        self.assertEqual(path.name, "2026-11-22.csv")
        lines = path.read_text().splitlines()
        self.assertEqual(lines[:2], ["day,table,rows", "2026-11-22,public.notes,3"])
        self.assertEqual(lines[2], '2026-11-22,"public.a ""table"", so to say",0')

    def test_a_later_report_of_the_day_replaces_the_one_before_and_leaves_nothing_else(self) -> None:
        daily.write(self.folder, date(2026, 11, 22), {"public.notes": 3})
        path = daily.write(self.folder, date(2026, 11, 22), {"public.notes": 4})
        self.assertIn("notes,4", path.read_text())
        self.assertEqual(list(self.folder.iterdir()), [path])

    def test_a_wrong_configuration_ends_with_78(self) -> None:
        code, _, err = self.main({})
        self.assertEqual(code, 78)
        self.assertRegex(err, "2 problems")

    def test_a_database_that_is_away_ends_with_1_and_writes_nothing(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            address = f"postgres://me:hush@127.0.0.1:{free.getsockname()[1]}/books"
            code, out, _ = self.main({"DATABASE_URL": address, "OUTPUT_DIR": str(self.folder)})
        self.assertEqual(code, 1)
        line = json.loads(out)
        self.assertEqual((line["level"], line["msg"]), ("ERROR", "there is no report"))
        self.assertNotIn("hush", out)
        self.assertEqual(list(self.folder.iterdir()), [])
