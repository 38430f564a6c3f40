"""Plain frozen records: what a case holds, without any geometry engine. Each loads when it is first used.

A path alone needs no dates and no grammar of them, which are the slowest part to load.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from georoutes.model.assertion import Assertion as Assertion
    from georoutes.model.case import Case as Case
    from georoutes.model.claim import Claim as Claim
    from georoutes.model.claim import Quantity as Quantity
    from georoutes.model.leg import DrawnLine as DrawnLine
    from georoutes.model.leg import Leg as Leg
    from georoutes.model.path import Crossing as Crossing
    from georoutes.model.path import Path as Path
    from georoutes.model.path import Span as Span
    from georoutes.model.place import PlaceEntry as PlaceEntry
    from georoutes.model.route import Route as Route
    from georoutes.model.source import Source as Source
    from georoutes.model.vehicle import Vehicle as Vehicle

_HOME = {
    "assertion": ["Assertion"],
    "case": ["Case"],
    "claim": ["Claim", "Quantity"],
    "leg": ["DrawnLine", "Leg"],
    "path": ["Crossing", "Path", "Span"],
    "place": ["PlaceEntry"],
    "route": ["Route"],
    "source": ["Source"],
    "vehicle": ["Vehicle"],
}
_MODULE_OF = {name: module for module, names in _HOME.items() for name in names}

__all__ = sorted(_MODULE_OF)  # noqa: PLE0605  the list is made from the table above, so they cannot differ


def __getattr__(name: str) -> object:
    """Load a record when it is first used."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module 'georoutes.model' has no attribute {name!r}")
    value: object = getattr(import_module(f"georoutes.model.{_MODULE_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
