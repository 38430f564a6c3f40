"""Where is it? A name, in any script, becomes a typed place; or an error that lists the candidates.

>>> from gazetteer import Gazetteer
>>> Gazetteer().resolve("Dunay", country="RU").type
'town'
"""

from __future__ import annotations

from gazetteer.errors import (
    AmbiguousPlaceError,
    GazetteerError,
    HintError,
    IndexFileError,
    PlaceNotFoundError,
)
from gazetteer.place import Match, Place, credit
from gazetteer.resolver import Gazetteer

__all__ = [
    "AmbiguousPlaceError",
    "Gazetteer",
    "GazetteerError",
    "HintError",
    "IndexFileError",
    "Match",
    "Place",
    "PlaceNotFoundError",
    "credit",
]
