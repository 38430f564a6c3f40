"""Ways that are much longer than the straight line: where they lead, and what would make them shorter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from georoutes import passages
from georoutes.errors import NoPathError
from georoutes.networks.sea.sphere import sphere_km

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gazetteer.place import Place
    from georoutes.model.path import Path
    from georoutes.networks.sea import Sea

LONG = 2.5
"""Round Eurasia by Suez a way is 2.2 times the straight line, and nobody wonders."""

_LONG_KM = 300.0  # round a cape into the next bay is no detour to tell of
_WORTH = 0.8
_NO_SHIPS = frozenset({"transpolar"})  # over the pole: no ship carries goods there


def about(path: Path) -> list[str]:
    """Tell of a long detour.

    Parameters
    ----------
    path
        As found.
    """
    if path.length_km < max(LONG * path.direct_km, path.direct_km + _LONG_KM):
        return []
    names = passages.in_words(path.passages)
    sentence = (
        f"The way by sea is {path.detour:.1f} times as long as the straight line ({path.length_km:,.0f} km "
        f"against {path.direct_km:,.0f} km): it goes round the land{f' by {names}' if names else ''}."
    )
    return [sentence]


def shorter(
    sea: Sea,
    places: tuple[Place, Place],
    path: Path,
    closed: Iterable[str],
    limits: tuple[tuple[str, ...], float | None],
) -> list[str]:
    """Name the closed passage that would make a way much shorter, and how to open it.

    Parameters
    ----------
    sea
        The network.
    places
        The reported ends.
    path
        The way between them.
    closed
        The passages that are closed.
    limits
        What the caller avoids, and the draught.
    """
    closed = {*closed}
    found = []
    for name in _near(sea, places, closed - _NO_SHIPS, _WORTH * path.length_km):
        try:
            other = sea.path(*places, through=[name], avoid=sorted(closed - {name}))
        except NoPathError:
            continue
        if other.length_km <= _WORTH * path.length_km:
            found.append((other.length_km, name))
    if not found:
        return []
    km, name = min(found)
    avoid, draft_m = limits
    reason, remedy = _why(name, avoid, draft_m)
    return [f"{passages.in_words([name])}, {reason}, would make it {km:,.0f} km: {remedy}."]


def _near(sea: Sea, places: tuple[Place, Place], names: Iterable[str], most_km: float) -> Iterator[str]:
    """Passages by which a way could be so short if there were no land at all."""
    lanes = sea.lanes
    for name in sorted(names):
        edges = np.flatnonzero(lanes.tags & np.uint32(lanes.bits([name])))
        by = lanes.node[lanes.tail[edges]]
        there, on = (sphere_km(by, (place.lon, place.lat)) for place in places)
        if (there + on <= most_km).any():
            yield name


def _why(name: str, avoid: Iterable[str], draft_m: float | None) -> tuple[str, str]:
    """Say why a passage is closed, and what opens it."""
    passage = passages.known()[name]
    if name in {member for entry in avoid for member in passages.members(entry)}:
        return "closed by avoid", "leave it out of avoid if the ship went there"
    if draft_m is not None and draft_m > passage.draft_m:
        depth = f"too shallow for a draught of {draft_m:g} m ({passage.draft_m:g} m at most)"
        return depth, "leave the draught out if it is not known"
    return f"closed unless asked for ({passage.note})", f"give via=[{name!r}] if the ship went there"
