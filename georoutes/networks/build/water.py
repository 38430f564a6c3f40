"""Which small gaps lead over water to another shore: ferries or bridges, and not gaps in the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import shapely

from gazetteer import outlines

if TYPE_CHECKING:
    from georoutes.networks.build.edges import Floats, Ints

_WATER_KM = 1.0
_SAMPLES = 13


def over_water(lonlat: Floats, pairs: Ints, gaps: Floats) -> npt.NDArray[np.bool_]:
    """Say which gaps cross more than a kilometre of sea from one body of land to another.

    A gap along one shore counts as dry: lines by the sea often lie off the generalised outlines.

    Parameters
    ----------
    lonlat
        Node positions, degrees, longitude first.
    pairs
        Array (n, 2) with the nodes on either side of each gap.
    gaps
        Their widths in kilometres.
    """
    wide = np.flatnonzero(gaps > _WATER_KM)
    wet = np.zeros(len(pairs), dtype=bool)
    if len(wide) == 0:
        return wet
    layer = outlines.land()
    nodes, number = np.unique(pairs[wide], return_inverse=True)
    shore = layer.tree.nearest(shapely.points(lonlat[nodes]))[number.reshape(-1, 2)]
    wide = wide[shore[:, 0] != shore[:, 1]]
    a, b = lonlat[pairs[wide, 0]], lonlat[pairs[wide, 1]]
    step = b - a
    step[:, 0] = (step[:, 0] + 180.0) % 360.0 - 180.0
    share = (np.arange(_SAMPLES) + 0.5) / _SAMPLES
    samples = a[:, None] + share[None, :, None] * step[:, None]
    at_sea = (layer.at(samples.reshape(-1, 2)) < 0).reshape(-1, _SAMPLES)
    wet[wide] = at_sea.mean(axis=1) * gaps[wide] > _WATER_KM
    return wet
