"""Where is it? A name, in any script, becomes a typed place; or an error that lists the candidates.

>>> from gazetteer import Gazetteer
>>> Gazetteer().resolve("Dunay", country="RU").type
'town'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from gazetteer.errors import (
    AmbiguousPlaceError,
    ColumnError,
    GazetteerError,
    HintError,
    IndexFileError,
    OnlineError,
    OnlineWarning,
    PlaceNotFoundError,
    PlacesFileError,
)
from gazetteer.place import Match, Place, credit
from gazetteer.resolver import Gazetteer

if TYPE_CHECKING:
    from gazetteer.frame import resolve_frame
    from gazetteer.linked_places import LinkedPlace, Toponym, read_places, write_places
    from gazetteer.whereabouts import Nearby, Whereabouts

__all__ = [
    "AmbiguousPlaceError",
    "ColumnError",
    "Gazetteer",
    "GazetteerError",
    "HintError",
    "IndexFileError",
    "LinkedPlace",
    "Match",
    "Nearby",
    "OnlineError",
    "OnlineWarning",
    "Place",
    "PlaceNotFoundError",
    "PlacesFileError",
    "Toponym",
    "Whereabouts",
    "credit",
    "read_places",
    "resolve_frame",
    "write_places",
]

_MODULE_OF = {
    "LinkedPlace": "linked_places",
    "Toponym": "linked_places",
    "Nearby": "whereabouts",
    "Whereabouts": "whereabouts",
    "read_places": "linked_places",
    "resolve_frame": "frame",
    "write_places": "linked_places",
}


def __getattr__(name: str) -> object:
    """Load what not everybody needs when it is first used."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module 'gazetteer' has no attribute {name!r}; it has {', '.join(__all__)}")
    value: object = getattr(import_module(f"gazetteer.{_MODULE_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
