"""What online services have answered, and when each may be asked again: on disk, for all processes."""

from __future__ import annotations

import sqlite3
import threading
import time
import warnings
from contextlib import closing
from typing import TYPE_CHECKING, TypeVar

from gazetteer.errors import OnlineError, OnlineWarning

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_Result = TypeVar("_Result")

_APPLICATION_ID = 0x67617A6F
"""Marks an SQLite file as a cache of this package ("gazo")."""
_SCHEMA = f"""
PRAGMA application_id = {_APPLICATION_ID};
CREATE TABLE IF NOT EXISTS answer (
    service TEXT NOT NULL, query TEXT NOT NULL, at REAL NOT NULL, content TEXT NOT NULL,
    PRIMARY KEY (service, query)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pace (service TEXT PRIMARY KEY, next REAL NOT NULL) WITHOUT ROWID;
"""
_BUSY_SECONDS = 30.0
_DAY = 86_400.0
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def default_path() -> Path:
    """Return where answers are kept unless another file is named: in the user's cache folder."""
    import platformdirs  # noqa: PLC0415 (loads when first used)

    return platformdirs.user_cache_path("gazetteer", appauthor=False) / "online.sqlite"


class AnswerCache:
    """A file of answers. May be used by several threads and processes at once.

    It is made when it is first used. One that is damaged is set aside with a warning, and a new one is begun.

    Parameters
    ----------
    path
        The file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._mending = threading.Lock()

    def get(self, service: str, query: str, oldest: float) -> str | None:
        """Return the answer to a query, or None where there is none since ``oldest`` (seconds since 1970).

        Raises
        ------
        OnlineError
            If the file cannot be used.
        """

        def read(connection: sqlite3.Connection) -> str | None:
            sql = "SELECT content FROM answer WHERE service = ? AND query = ? AND at >= ?"
            row = connection.execute(sql, (service, query, oldest)).fetchone()
            return None if row is None else str(row[0])

        return self._use(read)

    def put(self, service: str, query: str, content: str, oldest: float) -> None:
        """Keep the answer to a query; drop those from before ``oldest`` (seconds since 1970).

        Raises
        ------
        OnlineError
            If the file cannot be used.
        """

        def write(connection: sqlite3.Connection) -> None:
            connection.execute("DELETE FROM answer WHERE at < ?", (oldest,))
            row = (service, query, time.time(), content)
            connection.execute("INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?)", row)

        self._use(write)

    def reserve(self, service: str, apart: float, longest: float) -> float:
        """Reserve the next turn to ask a service and return how many seconds to wait for it.

        Turns are at least ``apart`` seconds apart, whoever reserves them.

        Raises
        ------
        OnlineError
            If the turn would be more than ``longest`` seconds away, or the file cannot be used.
        """

        def take(connection: sqlite3.Connection) -> float:
            now = time.time()
            wait = self._next(connection, service, now) - now
            if wait <= longest:
                row = (service, now + max(wait, 0.0) + apart)
                connection.execute("INSERT OR REPLACE INTO pace VALUES (?, ?)", row)
            return max(wait, 0.0)

        wait = self._use(take)
        if wait > longest:
            raise OnlineError(f"it is not to be asked for another {wait:,.0f} s")
        return wait

    def hold(self, service: str, seconds: float) -> None:
        """See to it that nobody asks a service for some seconds.

        Raises
        ------
        OnlineError
            If the file cannot be used.
        """

        def push(connection: sqlite3.Connection) -> None:
            now = time.time()
            row = (service, max(self._next(connection, service, now), now + min(seconds, _DAY)))
            connection.execute("INSERT OR REPLACE INTO pace VALUES (?, ?)", row)

        self._use(push)

    @staticmethod
    def _next(connection: sqlite3.Connection, service: str, now: float) -> float:
        row = connection.execute("SELECT next FROM pace WHERE service = ?", (service,)).fetchone()
        # A turn more than a day away was reserved by a clock that was wrong.
        return row[0] if row and row[0] <= now + _DAY else now

    def _use(self, work: Callable[[sqlite3.Connection], _Result]) -> _Result:
        try:
            return self._once(work)
        except sqlite3.DatabaseError as error:
            if not _is_damage(error):
                raise OnlineError(
                    f"{self.path}: its answers cannot be kept ({error}); name another file"
                ) from error
        with self._mending:
            try:
                return self._once(work)  # another thread may have mended it
            except sqlite3.DatabaseError as error:
                if not _is_damage(error):
                    raise OnlineError(f"{self.path}: its answers cannot be kept ({error})") from error
                aside = self.path.with_name(f"{self.path.name}.damaged")
                self.path.replace(aside)
                text = f"{self.path}: the kept answers are damaged ({error}); set aside as {aside.name}"
                warnings.warn(text, OnlineWarning, stacklevel=2)
            return self._once(work)

    def _once(self, work: Callable[[sqlite3.Connection], _Result]) -> _Result:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OnlineError(
                f"{self.path}: no answers can be kept here ({error}); name another file"
            ) from error
        # One connection for each use, so that threads, forks and pickles need no care; it takes 0.3 ms.
        with closing(sqlite3.connect(self.path, timeout=_BUSY_SECONDS, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            self._check(connection)
            result = work(connection)
            connection.execute("COMMIT")
            return result

    def _check(self, connection: sqlite3.Connection) -> None:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        if application == _APPLICATION_ID:
            return
        if application or connection.execute("SELECT count(*) FROM sqlite_master").fetchone() != (0,):
            raise OnlineError(
                f"{self.path}: this is another program's database; name another file for the answers"
            )
        for statement in filter(str.strip, _SCHEMA.split(";")):
            connection.execute(statement)


def _is_damage(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGED  # the rest of the code tells where
