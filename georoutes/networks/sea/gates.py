"""Passages that are lines across the water: whether a way crosses one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from georoutes.networks.sea.sphere import EARTH_KM, cross, vectors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from georoutes.networks.base import Point

Floats = npt.NDArray[np.float64]


class Gates:
    """The lines of all passages; read-only.

    Parameters
    ----------
    gates
        For each passage the ends of its lines, degrees, longitude first: none, two or four points.

    Examples
    --------
    >>> gates = Gates([(), ((0.0, -1.0), (0.0, 1.0))])
    >>> gates.crossed(np.array([[-1.0, 0.0]]), np.array([[1.0, 0.0]])).tolist()
    [2]
    """

    def __init__(self, gates: Sequence[Sequence[tuple[float, float]]]) -> None:
        lines = [(bit, *gate[k : k + 2]) for bit, gate in enumerate(gates) for k in range(0, len(gate), 2)]
        self.bit = np.array([bit for bit, _, _ in lines])
        self.g, self.h = (vectors(np.array([line[side] for line in lines])) for side in (1, 2))
        self.wall = cross(self.g, self.h)
        self.middle = self.g + self.h
        self.half = np.arcsin(np.linalg.norm(self.g - self.h, axis=1) / 2)
        self.centre = self.middle / np.linalg.norm(self.middle, axis=1)[:, None]

    def near(self, point: Point, km: float, bits: int) -> bool:
        """Say whether some gates may come so near to a point; True where that is not sure."""
        angle = np.minimum(self.half + km / EARTH_KM, np.pi)
        close = self.centre @ vectors(np.array([point]))[0] >= np.cos(angle)
        return bool((close & ((bits >> self.bit) & 1 == 1)).any())

    def crossed(self, a: Floats, b: Floats, bits: int = -1) -> npt.NDArray[np.uint32]:
        """Bits of the gates that great circles cross.

        Parameters
        ----------
        a, b
            Their ends: arrays (n, 2) in degrees.
        bits
            The gates that matter; all of them when left out.
        """
        use = (bits >> self.bit) & 1 == 1
        g, h, wall = self.g[use], self.h[use], self.wall[use]
        p, q = vectors(a), vectors(b)
        normal, middle = cross(p, q), p + q
        hit = ((p @ wall.T) * (q @ wall.T) <= 0) & ((normal @ g.T) * (normal @ h.T) <= 0)
        if not hit.any():
            return np.zeros(len(a), dtype=np.uint32)
        # two great circles meet twice: the meeting point must lie on both arcs
        meet = cross(normal[:, None], wall[None])
        hit &= (meet * middle[:, None]).sum(axis=2) * (meet * self.middle[use][None]).sum(axis=2) > 0
        return np.asarray(np.bitwise_or.reduce(np.where(hit, 1 << self.bit[use], 0), axis=1), dtype=np.uint32)
