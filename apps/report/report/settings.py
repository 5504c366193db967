"""What the job is told by its environment."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

EXPECTED = "expected one such as postgres://user:password@host:5432/database"


class ConfigError(Exception):
    """All that is wrong with the configuration, in one message."""


@dataclass(frozen=True)
class Database:
    """Where the database is, and who asks."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    name: str
    verified: bool

    def tls(self) -> ssl.SSLContext | None:
        """The checked encryption that `sslmode=verify-full` asks for; None for none."""
        return ssl.create_default_context() if self.verified else None


@dataclass(frozen=True)
class Settings:
    """What the job is told by its environment."""

    database: Database
    folder: Path
    run: str


def settings_from(environment: Mapping[str, str]) -> Settings:
    """Reads the settings; no message holds a value, since an address holds a password."""
    problems: list[str] = []
    database = None
    try:
        database = database_of(environment.get("DATABASE_URL", ""))
    except ValueError as error:
        problems.append(f"DATABASE_URL: {error}")
    folder = environment.get("OUTPUT_DIR", "")
    if not Path(folder).is_absolute():
        problems.append("OUTPUT_DIR: expected an absolute path such as /var/report")
    if database is None or problems:
        raise ConfigError(f"the configuration has {len(problems)} problems\n  " + "\n  ".join(problems))
    return Settings(database, Path(folder), environment.get("RUN_POD", "unknown"))


def database_of(text: str) -> Database:
    """The database of an address; `sslmode` is `disable` (the default) or `verify-full`."""
    if text == "":
        raise ValueError(f"not set; {EXPECTED}")
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise ValueError(f"not an address; {EXPECTED}") from None
    name = unquote(parts.path.removeprefix("/"))
    if parts.scheme not in ("postgres", "postgresql") or not host or not parts.username or not name:
        raise ValueError(f"not an address of PostgreSQL; {EXPECTED}")
    mode = parse_qs(parts.query).get("sslmode", ["disable"])[-1]
    if mode not in ("disable", "verify-full"):
        raise ValueError("sslmode: expected disable or verify-full")
    password = unquote(parts.password or "")
    return Database(host, port or 5432, unquote(parts.username), password, name, mode == "verify-full")
