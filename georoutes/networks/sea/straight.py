"""Go straight where nothing is between two places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from georoutes.networks.base import distance_km, geodesic_points
from georoutes.networks.sea.drawing import Way
from georoutes.networks.sea.sight import on_water, sees
from georoutes.networks.sea.sphere import circle, vectors

if TYPE_CHECKING:
    from georoutes.networks.sea.access import Access
    from georoutes.networks.sea.waters import Waters

_DIRECT_KM = 250.0  # farther, a straight way keeps off the coast too
_OFF_KM = 8.0  # the sphere that is looked at is not the earth
_SHARES = np.arange(1, 10) / 10
_GLANCES = 40


def direct(waters: Waters, a: Access, b: Access) -> Way | None:
    """Go straight where nothing is in the way."""
    p, q = a.approach.start, b.approach.start
    aside = 0.0 if distance_km(p, q) < _DIRECT_KM else _OFF_KM
    target = np.array([q])
    if not on_water(waters.chart, vectors(np.array([p])), vectors(target), _SHARES)[0]:  # most meet land
        return None
    glance = np.array(geodesic_points(p, q, distance_km(p, q) / _GLANCES))
    if not waters.chart.water(glance).all():  # before a closer look
        return None
    if not sees(waters.chart, p, target, aside_km=aside)[0] or waters.crossed(np.array([p]), target)[0]:
        return None
    between = circle(np.array(p), target[0])
    return Way([p, *between, q], [False] * (len(between) + 1))
