"""The distinct ways between two places by sea, by the passages that there are to choose between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from georoutes.errors import LimitError, NoPathError
from georoutes.locate import at
from georoutes.networks import check_limits
from georoutes.trace import between

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer import Gazetteer, Place
    from georoutes.locate import Reference
    from georoutes.model import Path

_CHOICES = (
    "suez", "panama", "cape of good hope", "cape horn", "magellan", "northern sea route",
    "northwest passage", "kiel",
)  # fmt: skip
_LONGEST = 2.5  # a way so many times as long as the shortest is no alternative
_KM_PER_MILE = 1.852
_HOURS = 24.0


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way of several.

    Parameters
    ----------
    name
        The passages that tell it from the others, or "direct".
    path
        The line, its length and all passages used.
    extra_km
        How much longer it is than the shortest of the alternatives.
    days
        Time at sea at the speed given, without waiting and without calls; None where no speed was given.
    """

    name: str
    path: Path
    extra_km: float
    days: float | None


def alternatives(  # noqa: PLR0913  each is a word of the case file
    origin: Place | Reference,
    destination: Place | Reference,
    *,
    mode: str = "sea",
    avoid: Sequence[str] = (),
    draft_m: float | None = None,
    speed_knots: float | None = None,
    gazetteer: Gazetteer | None = None,
) -> list[Alternative]:
    """Find the distinct ways from a place to a place by sea.

    Parameters
    ----------
    origin, destination
        Names, `Place` records, points or (longitude, latitude) in degrees.
    mode
        ``sea``; other modes have no passages to choose between.
    avoid
        Straits and canals that no way may use.
    draft_m
        Draught of the ship in metres: closes canals that are not deep enough for it.
    speed_knots
        Speed in nautical miles an hour; days are told only when it is given.
    gazetteer
        Where names are looked up; the bundled one when left out.

    Returns
    -------
    list of Alternative
        Shortest first, none more than two and a half times as long as the shortest. Ways through ice are
        among them where there are any: their names say so.

    Raises
    ------
    NoPathError
        No way joins the places.
    LimitError
        The mode is not ``sea``, a passage is not known, or the speed is not above zero.

    Examples
    --------
    >>> ways = alternatives((4.05, 51.98), (122.1, 31.0))
    >>> {"northern sea route", "suez", "cape of good hope", "panama"} <= {way.name for way in ways}
    True
    """
    if mode != "sea":
        raise LimitError(f"Only the sea has passages to choose between, and the mode is {mode!r}; use path.")
    if speed_knots is not None and not speed_knots > 0:
        raise LimitError(f"speed_knots is {speed_knots!r}; give nautical miles an hour, such as 14.")
    check_limits(mode, (), avoid, draft_m)
    stops = at(origin, destination, gazetteer=gazetteer, by_ship=True)
    found = {_name(path): path for path in [between(stops, mode=mode, avoid=avoid, draft_m=draft_m)]}
    for choice in _CHOICES:
        others = [name for name in _CHOICES if name != choice]
        try:
            path = between(stops, mode=mode, avoid=[*avoid, *others], through=[[choice]], draft_m=draft_m)
        except (NoPathError, LimitError):
            continue
        found.setdefault(_name(path), path)
    paths = sorted(found.items(), key=lambda item: item[1].length_km)
    shortest = paths[0][1].length_km
    return [
        Alternative(
            name,
            path,
            path.length_km - shortest,
            None if speed_knots is None else path.length_km / _KM_PER_MILE / speed_knots / _HOURS,
        )
        for name, path in paths
        if path.length_km <= _LONGEST * shortest
    ]


def _name(path: Path) -> str:
    return ", ".join(name for name in path.passages if name in _CHOICES) or "direct"
