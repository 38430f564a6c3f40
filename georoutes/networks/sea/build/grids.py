"""Grids of the world: how far from the shore each cell is, and cells of water of growing size."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from numba import njit

FINE, COARSE = 240, 120
"""Cells per degree of the mask that is shipped, and of the grid that paths are searched on."""

_LEVELS = 6
_KM = 111.195
_NEAR, _STEP_KM = 100, 2.0  # distance codes up to 100 are tenths of a kilometre, above it 2 km each

Bytes = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]


def halve(fine: Bytes) -> Bytes:
    """Shrink packed land to half the fineness: a cell is land where any of its four parts is."""
    rows = fine[0::2] | fine[1::2]
    out = np.empty((rows.shape[0], rows.shape[1] // 2), dtype=np.uint8)
    for first in range(0, len(rows), 2160):
        bits = np.unpackbits(rows[first : first + 2160], axis=1)
        out[first : first + 2160] = np.packbits(bits[:, 0::2] | bits[:, 1::2], axis=1)
    return out


def shore_distance(land: Bytes) -> Bytes:
    """Code the distance of every cell to land.

    Parameters
    ----------
    land
        Packed bits of the coarse grid.

    Returns
    -------
    numpy.ndarray
        0 for land, otherwise at least 1; see `decode`.
    """
    far = np.where(np.unpackbits(land, axis=1) > 0, np.float32(0.0), np.float32(1e9))
    _sweep(far)
    code = np.where(far <= _NEAR / 10, far * 10, _NEAR + (far - _NEAR / 10) / _STEP_KM)
    code[far > 0] = np.clip(code[far > 0], 1, 255)
    return code.astype(np.uint8)


@njit(cache=True)
def _sweep(far):  # type: ignore[no-untyped-def]
    """Chamfer distances in kilometres, down and up; rows go round the globe."""
    rows, columns = far.shape
    high = _KM / COARSE
    for turn in range(2):
        for n in range(rows):
            i = n if turn == 0 else rows - 1 - n
            above = i - 1 if turn == 0 else i + 1
            wide = high * math.cos(math.radians(90.0 - (i + 0.5) / COARSE))
            diagonal = math.sqrt(high * high + wide * wide)
            if 0 <= above < rows:
                for j in range(columns):
                    best = min(far[i, j], far[above, j] + high)
                    best = min(best, far[above, j - 1] + diagonal)
                    far[i, j] = min(best, far[above, (j + 1) % columns] + diagonal)
            for j in range(2 * columns):
                far[i, j % columns] = min(far[i, j % columns], far[i, (j - 1) % columns] + wide)
            for j in range(2 * columns, 0, -1):
                far[i, (j - 1) % columns] = min(far[i, (j - 1) % columns], far[i, j % columns] + wide)


@njit(cache=True, inline="always")
def decode(code):  # type: ignore[no-untyped-def]
    """Kilometres to land."""
    return code * 0.1 if code <= _NEAR else 10.0 + (code - _NEAR) * _STEP_KM


@dataclass(frozen=True)
class Tree:
    """Water as square cells of 1 to 32 coarse cells, each joined to those it touches.

    Parameters
    ----------
    cell
        For each coarse cell its number in the other arrays, -1 for land.
    lonlat
        Middles, degrees, longitude first.
    indptr, indices, km
        Neighbours of each cell and the way to them, as in a CSR matrix.
    """

    cell: Ints
    lonlat: Floats
    indptr: npt.NDArray[np.int64]
    indices: Ints
    km: npt.NDArray[np.float32]


def water_tree(land: Bytes) -> Tree:
    """Make the tree from packed bits of the coarse grid."""
    water = np.unpackbits(land, axis=1) == 0
    rows = water.shape[0]
    spare = -rows % (1 << _LEVELS)
    level = np.full((rows + spare, water.shape[1]), 255, dtype=np.uint8)
    size = np.vstack([water, np.zeros((spare, water.shape[1]), dtype=bool)])
    for k in range(_LEVELS):
        if k:
            size = np.asarray(size.reshape(size.shape[0] // 2, 2, size.shape[1] // 2, 2).all(axis=(1, 3)))
        _mark(level, size, k)
    count = int(sum(np.count_nonzero(level == k) >> (2 * k) for k in range(_LEVELS)))
    cell = np.full(level.shape, -1, dtype=np.int32)
    corner = np.empty((count, 3), dtype=np.int32)
    _number(level, cell, corner)
    middle = corner[:, :2] + corner[:, 2:] / 2.0
    lonlat = np.stack([middle[:, 1] / COARSE - 180.0, 90.0 - middle[:, 0] / COARSE], axis=1)
    degree = np.zeros(count + 1, dtype=np.int64)
    _join(cell, corner, degree, np.empty(0, dtype=np.int32), fill=False)
    indptr = np.concatenate([[0], np.cumsum(degree[:-1])]).astype(np.int64)
    indices = np.empty(int(indptr[-1]), dtype=np.int32)
    _join(cell, corner, indptr[:-1].copy(), indices, fill=True)
    km = sphere_km(lonlat[np.repeat(np.arange(count), np.diff(indptr))], lonlat[indices])
    return Tree(cell[:rows], lonlat, indptr, indices, km.astype(np.float32))


@njit(cache=True)
def _mark(level, size, k):  # type: ignore[no-untyped-def]
    for i in range(size.shape[0]):
        for j in range(size.shape[1]):
            if size[i, j]:
                level[i << k : (i + 1) << k, j << k : (j + 1) << k] = k


@njit(cache=True)
def _number(level, cell, corner):  # type: ignore[no-untyped-def]
    number = 0
    for i in range(level.shape[0]):
        for j in range(level.shape[1]):
            if level[i, j] != 255 and cell[i, j] < 0:
                side = 1 << level[i, j]
                cell[i : i + side, j : j + side] = number
                corner[number, 0], corner[number, 1], corner[number, 2] = i, j, side
                number += 1


@njit(cache=True)
def _join(cell, corner, place, indices, fill):  # type: ignore[no-untyped-def]
    """Count the neighbours of each cell, or put them into `indices` from `place` on, both ways."""
    rows, columns = cell.shape
    for number in range(len(corner)):
        i0, j0, side = corner[number]
        last = -1
        for step in range(2 * side + 2):
            if step < side + 2:  # down the east side, corners included
                i, j = i0 - 1 + step, (j0 + side) % columns
            else:  # along the south side
                i, j = i0 + side, j0 + step - side - 2
            if i < 0 or i >= rows:
                continue
            other = cell[i, j]
            if other >= 0 and other != last:
                last = other
                if fill:
                    indices[place[number]], indices[place[other]] = other, number
                place[number] += 1
                place[other] += 1


def sphere_km(a: Floats, b: Floats) -> Floats:
    """Distances on a sphere in kilometres."""
    p, q = np.radians(a), np.radians(b)
    half = np.sin((q[:, 1] - p[:, 1]) / 2) ** 2
    half += np.cos(p[:, 1]) * np.cos(q[:, 1]) * np.sin((q[:, 0] - p[:, 0]) / 2) ** 2
    km: Floats = 2 * 6371.0088 * np.arcsin(np.sqrt(np.minimum(half, 1.0)))
    return km
