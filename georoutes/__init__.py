"""How did it get there, and who says so? From reported movements to GeoDataFrames and maps.

Import it as ``import georoutes as gr``. The heavy parts (geopandas, folium, scipy) load when first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from georoutes.batch import route_frame as route_frame
    from georoutes.casefile import read_case as read_case
    from georoutes.casefile import schema as schema
    from georoutes.checks import check as check
    from georoutes.choices import Alternative as Alternative
    from georoutes.choices import alternatives as alternatives
    from georoutes.errors import CaseError as CaseError
    from georoutes.errors import DataError as DataError
    from georoutes.errors import DateError as DateError
    from georoutes.errors import FrameError as FrameError
    from georoutes.errors import GeoroutesError as GeoroutesError
    from georoutes.errors import LimitError as LimitError
    from georoutes.errors import MissingExtraError as MissingExtraError
    from georoutes.errors import NoPathError as NoPathError
    from georoutes.errors import OptionError as OptionError
    from georoutes.errors import WriteError as WriteError
    from georoutes.errors import WrongTypeError as WrongTypeError
    from georoutes.export import write as write
    from georoutes.frames import CLAIM_COLUMNS as CLAIM_COLUMNS
    from georoutes.frames import LEG_COLUMNS as LEG_COLUMNS
    from georoutes.frames import PLACE_COLUMNS as PLACE_COLUMNS
    from georoutes.frames import claims as claims
    from georoutes.frames import legs as legs
    from georoutes.frames import places as places
    from georoutes.maps import draw as draw
    from georoutes.maps import figure as figure
    from georoutes.model import Case as Case
    from georoutes.model import Claim as Claim
    from georoutes.model import Leg as Leg
    from georoutes.model import Path as Path
    from georoutes.model import Route as Route
    from georoutes.model import Source as Source
    from georoutes.networks.own import Network as Network
    from georoutes.suggestions import Suggestion as Suggestion
    from georoutes.suggestions import suggest as suggest
    from georoutes.trace import path as path

_HOME = {
    "choices": ["Alternative", "alternatives"],
    "batch": ["route_frame"],
    "casefile": ["read_case", "schema"],
    "checks": ["check"],
    "errors": [
        "CaseError",
        "DataError",
        "DateError",
        "FrameError",
        "GeoroutesError",
        "LimitError",
        "MissingExtraError",
        "NoPathError",
        "OptionError",
        "WriteError",
        "WrongTypeError",
    ],
    "export": ["write"],
    "frames": ["CLAIM_COLUMNS", "LEG_COLUMNS", "PLACE_COLUMNS", "claims", "legs", "places"],
    "maps": ["draw", "figure"],
    "model": ["Case", "Claim", "Leg", "Path", "Route", "Source"],
    "networks.own": ["Network"],
    "suggestions": ["Suggestion", "suggest"],
    "trace": ["path"],
}
_MODULE_OF = {name: module for module, names in _HOME.items() for name in names}

__all__ = sorted(_MODULE_OF)  # noqa: PLE0605  the list is made from the table above, so they cannot differ


def __getattr__(name: str) -> object:
    """Load a public name when it is first used."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module 'georoutes' has no attribute {name!r}; it has {', '.join(__all__)}")
    value: object = getattr(import_module(f"georoutes.{_MODULE_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
