"""What is common to all online services: answers are kept, requests keep their distance, failures rest."""

from __future__ import annotations

import json
import sqlite3
import threading
import time
import warnings
from abc import ABC, abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gazetteer.errors import HintError, OnlineError, OnlineWarning
from gazetteer.names import MAX_NAME_LENGTH, fold
from gazetteer.online_answers import entries, restored, stored
from gazetteer.online_cache import AnswerCache, default_path

if TYPE_CHECKING:
    import os

    from gazetteer.index import Entry
    from gazetteer.online_answers import Answer

SECONDS_APART = 1.0
"""Between two requests: what the public Nominatim's usage policy asks for."""
KEEP_DAYS = 90.0
_LONGEST_WAIT = 30.0
_REST_SECONDS = 60.0
_FIRST_PAUSE = 1.0
_MOST_FAILURES = 1_000
_SHORTEST_NAME = 3
_DAY = 86_400.0


class BusyError(OnlineError):
    """A failure that may be over soon; after so many seconds, if the server says."""

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Service(ABC):
    """A service that knows places by their names. Safe to share between threads.

    Each name is asked for once: what was answered, also "nothing", is kept on disk. Requests of all threads
    and processes that share the file keep their distance. After a failure the service rests for a minute.

    Parameters
    ----------
    key
        Under what its answers are kept.
    source
        What is said to be the source of its places.
    attempts
        How often to ask at most for one name.
    seconds_apart
        The least time between two requests, in seconds.
    cache
        The file of answers; by default one in the user's cache folder.
    keep_days
        For how many days an answer is good.
    """

    def __init__(  # noqa: PLR0913 - all but two are named
        self,
        key: str,
        source: str,
        *,
        attempts: int = 3,
        seconds_apart: float = SECONDS_APART,
        cache: str | os.PathLike[str] | None = None,
        keep_days: float = KEEP_DAYS,
    ) -> None:
        if attempts < 1:
            raise HintError(f"attempts={attempts}: at least one is needed")
        if not (seconds_apart >= 0 and keep_days >= 0):
            raise HintError("seconds_apart and keep_days must not be negative")
        self.source = source
        self._key = key
        self._attempts = attempts
        self._seconds_apart = seconds_apart
        self._keep_seconds = keep_days * _DAY
        self._path = default_path() if cache is None else Path(cache)
        self._begin()

    def _begin(self) -> None:
        self._cache = AnswerCache(self._path)
        self._asking = threading.Lock()
        self._failures: dict[tuple[str, str | None], str] = {}
        self._rests_until = 0.0

    def __getstate__(self) -> dict[str, Any]:
        own = ("_cache", "_asking", "_failures", "_rests_until")
        return {key: value for key, value in self.__dict__.items() if key not in own}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._begin()

    def entries(self, name: str, country: str | None = None) -> list[Entry]:
        """Return the places that bear a name; none where the service does not know or does not answer.

        Parameters
        ----------
        name
            The name.
        country
            Only places in this country (ISO 3166-1 alpha-2).

        Warns
        -----
        OnlineWarning
            When the service stops answering; `trouble` then says why for each name.
        """
        name = name.strip()
        if len(name) > MAX_NAME_LENGTH or len(fold(name)) < (_SHORTEST_NAME if name.isascii() else 1):
            return []  # what is so short abbreviates anything
        try:
            answers = self._answers(name, country)
        except (OSError, sqlite3.Error) as error:  # an OnlineError, or whatever a bad disk brings
            self._fail(name, country, str(error))
            return []
        self._failures.pop((name, country), None)
        return list(entries(answers, name, country))

    def trouble(self, name: str, country: str | None = None) -> str:
        """Return why the service did not answer for a name, in words, or ""."""
        return self._failures.get((name.strip(), country), "")

    @abstractmethod
    def _ask(self, name: str, country: str | None) -> list[Answer]:
        """Ask once."""

    def _answers(self, name: str, country: str | None) -> list[Answer]:
        query = json.dumps([name, country])
        with self._asking:  # so that two threads do not ask for one name
            kept = self._kept(query)
            if kept is not None:
                return kept
            if time.monotonic() < self._rests_until:
                raise OnlineError("it failed a moment ago and is left alone for a minute")
            answers = self._ask_again_and_again(name, country)
            self._cache.put(self._key, query, stored(answers), time.time() - self._keep_seconds)
            return answers

    def _kept(self, query: str) -> list[Answer] | None:
        text = self._cache.get(self._key, query, time.time() - self._keep_seconds)
        try:
            return None if text is None else restored(text)
        except ValueError:
            return None  # damaged: it is asked for anew

    def _ask_again_and_again(self, name: str, country: str | None) -> list[Answer]:
        for attempt in range(1, self._attempts + 1):
            time.sleep(self._cache.reserve(self._key, self._seconds_apart, _LONGEST_WAIT))
            try:
                return self._ask(name, country)
            except BusyError as error:
                pause = _FIRST_PAUSE * 2 ** (attempt - 1) if error.retry_after is None else error.retry_after
                self._cache.hold(self._key, pause)
                if attempt == self._attempts or pause > _LONGEST_WAIT:
                    raise
        raise AssertionError  # every round returns or raises

    def _fail(self, name: str, country: str | None, reason: str) -> None:
        trouble = f"{self.source} could not be asked: {reason}"
        if len(self._failures) >= _MOST_FAILURES:
            self._failures.clear()
        self._failures[name, country] = trouble
        if time.monotonic() >= self._rests_until:
            self._rests_until = time.monotonic() + _REST_SECONDS
            warnings.warn(f"{trouble}; names are looked up offline alone", OnlineWarning, stacklevel=2)
