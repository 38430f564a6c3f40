"""A grid of half degrees over the globe, to find the pieces of line near a point."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

COLUMNS, ROWS = 720, 360
_PER_DEGREE = 2
_STEP = 0.05  # degrees between the samples that find the cells of a long piece

Floats = npt.NDArray[np.float64]


def cells_of_segments(a: Floats, b: Floats) -> tuple[Any, Any]:
    """List the pieces of line in each cell.

    Parameters
    ----------
    a, b
        Arrays (n, 2) with the ends of each piece, degrees, longitude first; each takes the short way round.

    Returns
    -------
    cell_start, cell_segment
        The pieces in cell c are ``cell_segment[cell_start[c]:cell_start[c + 1]]``.
    """
    step = b - a
    step[:, 0] = (step[:, 0] + 180.0) % 360.0 - 180.0
    samples = np.maximum(np.ceil(np.abs(step).max(axis=1, initial=0.0) / _STEP).astype(np.int64), 1) + 1
    segment = np.repeat(np.arange(len(a)), samples)
    rank = np.arange(len(segment)) - np.repeat(np.cumsum(samples) - samples, samples)
    at = a[segment] + step[segment] * (rank / (samples[segment] - 1))[:, None]
    column = np.floor(at[:, 0] * _PER_DEGREE).astype(np.int64) % COLUMNS
    row = np.clip(np.floor((at[:, 1] + 90.0) * _PER_DEGREE).astype(np.int64), 0, ROWS - 1)
    pairs = np.unique((row * COLUMNS + column) * len(a) + segment)
    cell, segment = pairs // len(a), pairs % len(a)
    return np.searchsorted(cell, np.arange(COLUMNS * ROWS + 1)), segment


def cells_near(lon: float, lat: float, km: float) -> npt.NDArray[np.int64]:
    """Cells that may hold anything within a distance in kilometres of a point in degrees."""
    reach = km / 110.0
    low = max(math.floor((lat - reach + 90.0) * _PER_DEGREE), 0)
    high = min(math.floor((lat + reach + 90.0) * _PER_DEGREE), ROWS - 1)
    widest = math.cos(math.radians(min(abs(lat) + reach, 89.9)))
    across = min(reach / widest, 180.0)
    west, east = math.floor((lon - across) * _PER_DEGREE), math.floor((lon + across) * _PER_DEGREE)
    columns = np.unique(np.arange(west, min(east, west + COLUMNS - 1) + 1) % COLUMNS)
    rows: npt.NDArray[np.int64] = np.arange(low, high + 1)
    return (rows[:, None] * COLUMNS + columns[None, :]).ravel()
