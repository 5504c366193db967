"""Writes the report of the day into OUTPUT_DIR and ends with 0: a CSV file with the number of rows of each table.

In the cluster the folder lives as long as the pod: a job whose report is to be kept hands the file on before it ends.
"""

from __future__ import annotations

import csv
import json
import os
import signal
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Never

from report.database import rows_of_tables
from report.settings import ConfigError, settings_from


def log(level: str, msg: str, **more: object) -> None:
    """Writes one line of JSON."""
    print(json.dumps({"time": datetime.now(UTC).isoformat(), "level": level, "msg": msg, **more}), flush=True)


def write(folder: Path, day: date, rows: Mapping[str, int]) -> Path:
    """Writes the report, in whole or not at all, and returns its path."""
    path = folder / f"{day.isoformat()}.csv"
    unfinished = folder / f".{path.name}"
    try:
        with unfinished.open("w", newline="", encoding="utf-8") as file:
            lines = csv.writer(file, lineterminator="\n")
            lines.writerow(["day", "table", "rows"])
            lines.writerows([day.isoformat(), table, count] for table, count in rows.items())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path


def stop(number: int, _frame: object) -> Never:
    """Ends the job in order, with what was opened closed; process 1 has no default for signals."""
    sys.exit(128 + number)


def main(environment: Mapping[str, str]) -> int:
    """Writes the report of the day and returns the exit code: 0, 1 where it failed, 78 for a wrong configuration."""
    try:
        settings = settings_from(environment)
    except ConfigError as error:
        print(error, file=sys.stderr)
        return 78
    signal.signal(signal.SIGTERM, stop)
    try:
        rows = rows_of_tables(settings.database)
        path = write(settings.folder, datetime.now(UTC).date(), rows)
    except Exception as error:  # noqa: BLE001 - whatever it is, the job has failed, and the log says why
        log("ERROR", "there is no report", run=settings.run, error=f"{type(error).__name__}: {error}")
        return 1
    log("INFO", "the report is written", run=settings.run, path=str(path), tables=len(rows), rows=sum(rows.values()))
    return 0


if __name__ == "__main__":
    sys.exit(main(os.environ))
