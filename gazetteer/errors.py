"""The errors of gazetteer.

::

    GazetteerError
    ├── PlaceNotFoundError    (LookupError)   nothing known so; similar names in ``candidates``
    ├── AmbiguousPlaceError   (LookupError)   several places fit; they are in ``candidates``
    ├── HintError             (ValueError)    an argument (country=, near=, types= …) is not what it should be
    ├── IndexFileError        (OSError)       the index file is missing, damaged, foreign or cannot be written
    ├── PlacesFileError       (ValueError)    a file of one's own places cannot be read or written
    ├── ColumnError           (ValueError)    a table lacks a column, or has one that is to be added
    └── OnlineError           (OSError)       an online service did not answer as it should

    OnlineWarning             (UserWarning)   the same where a name can still be looked up offline
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.place import Match


class GazetteerError(Exception):
    """Base of all errors that gazetteer raises on purpose."""


class _UnsettledNameError(GazetteerError, LookupError):
    def __init__(self, message: str, *, name: str = "", candidates: Sequence[Match] = ()) -> None:
        super().__init__(message)
        self.name = name
        self.candidates = tuple(candidates)


class PlaceNotFoundError(_UnsettledNameError):
    """No place fits the name and the hints; ``candidates`` holds what comes near, best first."""


class AmbiguousPlaceError(_UnsettledNameError):
    """Several places fit the name and none is clearly meant; ``candidates`` holds them, best first."""


class HintError(GazetteerError, ValueError):
    """An argument is not what it should be: an unknown country or type, a position nowhere on Earth."""


class IndexFileError(GazetteerError, OSError):
    """The index file is missing, damaged, not an index of this package, or cannot be written."""


class PlacesFileError(GazetteerError, ValueError):
    """A file of one's own places cannot be read or written; the message names file, feature and remedy."""


class ColumnError(GazetteerError, ValueError):
    """A table lacks the column that was named, or already has one that would be added."""


class OnlineError(GazetteerError, OSError):
    """An online service cannot be reached, refuses, or answers with what is no answer."""


class OnlineWarning(UserWarning):
    """An online service did not answer; names were looked up offline alone."""
