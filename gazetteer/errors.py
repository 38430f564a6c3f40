"""The errors of gazetteer.

::

    GazetteerError
    ├── PlaceNotFoundError    (LookupError)   nothing known so; similar names in ``candidates``
    ├── AmbiguousPlaceError   (LookupError)   several places fit; they are in ``candidates``
    ├── HintError             (ValueError)    country=, near= or types= is not what it should be
    └── IndexFileError        (OSError)       the index file is missing, damaged or foreign
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
    """A hint is not what it should be: an unknown country or type, a position that is not on the globe."""


class IndexFileError(GazetteerError, OSError):
    """The index file is missing, damaged or not an index of this package."""
