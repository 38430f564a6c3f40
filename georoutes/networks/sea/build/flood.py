"""Which water of the fine grid a ship can reach."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numba import njit

from georoutes.networks.sea.build.grids import COARSE, FINE

Bytes = npt.NDArray[np.uint8]

_UNKNOWN, _LAND, _REACHED = 0, 1, 2


def flood(
    land: Bytes, cell: npt.NDArray[np.int32], navigable: npt.NDArray[np.bool_], seeds: npt.NDArray[np.float64]
) -> Bytes:
    """Spread from navigable water over all water that touches it.

    Parameters
    ----------
    land
        Packed bits of the fine grid.
    cell
        Of the water tree: the number of each coarse cell.
    navigable
        For each number whether ships get there.
    seeds
        Further points that ships reach, degrees, longitude first: traced waters.

    Returns
    -------
    numpy.ndarray
        Packed bits of the fine grid: water that ships reach.
    """
    state = np.unpackbits(land, axis=1)
    times = FINE // COARSE
    table = np.concatenate([navigable, [False]])  # the last for -1, which is land
    for first in range(0, len(cell), COARSE):
        sailed = table[np.asarray(cell[first : first + COARSE])]
        fine = np.repeat(np.repeat(sailed, times, axis=0), times, axis=1)
        state[first * times : (first + COARSE) * times][fine] = _REACHED
    row = ((90.0 - seeds[:, 1]) * FINE).astype(np.int64)
    column = ((seeds[:, 0] + 180.0) * FINE).astype(np.int64) % (360 * FINE)
    wet = state[row, column] == _UNKNOWN
    state[row[wet], column[wet]] = _REACHED
    _spread(state)
    return np.packbits(state == _REACHED, axis=1)


def open_water(cell: npt.NDArray[np.int32], navigable: npt.NDArray[np.bool_]) -> Bytes:
    """Give the water of the coarse grid that ships reach, as packed bits of the fine grid.

    Parameters
    ----------
    cell, navigable
        As for `flood`.
    """
    times = FINE // COARSE
    table = np.concatenate([navigable, [False]])
    bands = []
    for first in range(0, len(cell), COARSE):
        sailed = np.repeat(table[np.asarray(cell[first : first + COARSE])], times, axis=1)
        bands.append(np.repeat(np.packbits(sailed, axis=1), times, axis=0))
    return np.concatenate(bands)


@njit(cache=True)
def _spread(state):  # type: ignore[no-untyped-def]
    """Reach every unknown cell beside a reached one, and on from there."""
    rows, columns = state.shape
    for first_row in range(rows):
        for first_column in range(columns):
            if state[first_row, first_column] != _UNKNOWN or not _beside(state, first_row, first_column):
                continue
            state[first_row, first_column] = _REACHED
            stack = [(first_row, first_column)]
            while len(stack) > 0:
                i, j = stack.pop()
                for move in range(9):
                    a, b = i + move // 3 - 1, (j + move % 3 - 1) % columns
                    if 0 <= a < rows and state[a, b] == _UNKNOWN:
                        state[a, b] = _REACHED
                        stack.append((a, b))


@njit(cache=True, inline="always")
def _beside(state, i, j):  # type: ignore[no-untyped-def]
    """Whether one of the eight neighbours is reached."""
    rows, columns = state.shape
    for move in range(9):
        a = i + move // 3 - 1
        if 0 <= a < rows and state[a, (j + move % 3 - 1) % columns] == _REACHED:
            return True
    return False
