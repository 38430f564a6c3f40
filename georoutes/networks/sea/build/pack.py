"""Write the two files that the sea network opens."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from georoutes.networks.sea.build.files import save
from georoutes.networks.sea.build.grids import COARSE, FINE, decode

if TYPE_CHECKING:
    from pathlib import Path

Floats = npt.NDArray[np.float64]
Bytes = npt.NDArray[np.uint8]

_SAFE = 0.9  # chamfer distances are up to 8 % too long
_QUARTER = COARSE // 4
_PART = 16_384


def pack_chart(path: Path, water: Bytes, far: Bytes) -> None:
    """Write water in tiles of one degree, and the distance to the shore in quarter degrees.

    Parameters
    ----------
    path
        The file.
    water
        Packed bits of the fine grid.
    far
        Codes of the distance to the shore on the coarse grid.
    """
    kind = np.zeros((180, 360), dtype=np.int32)
    tiles: list[bytes] = []
    for i in range(180):
        band = np.unpackbits(water[i * FINE : (i + 1) * FINE], axis=1)
        for j in range(360):
            tile = band[:, j * FINE : (j + 1) * FINE]
            if tile.all():
                kind[i, j] = 1
            elif tile.any():
                tiles.append(zlib.compress(np.packbits(tile).tobytes(), 9))
                kind[i, j] = 1 + len(tiles)
    km = np.array([_SAFE * decode(code) for code in range(256)])
    nearest = far.reshape(720, _QUARTER, 1440, _QUARTER).min(axis=(1, 3))
    save(
        path,
        kind=kind,
        offset=np.cumsum([0, *map(len, tiles)], dtype=np.int64),
        packed=np.frombuffer(b"".join(tiles), dtype=np.uint8),
        clear=np.floor(np.minimum(km[nearest], 255)).astype(np.uint8),
    )


def _brief(km: Floats) -> npt.NDArray[np.float32]:
    """Round to a part in 16,000, which packs better."""
    mantissa, exponent = np.frexp(km)
    return np.ldexp(np.round(mantissa * _PART) / _PART, exponent).astype(np.float32)


def pack_lanes(
    path: Path,
    lonlat: Floats,
    pairs: npt.NDArray[np.int64],
    *,
    km: Floats,
    cost: Floats,
    tags: npt.NDArray[np.uint32],
    flags: Bytes,
    major: npt.NDArray[np.bool_],
    passage_name: list[str],
    port: Floats,
    port_name: list[str],
) -> None:
    """Write the network; see `georoutes.networks.sea.lanes.Lanes` for the parameters."""
    pairs = np.sort(pairs, axis=1)
    order = np.lexsort((pairs[:, 1], pairs[:, 0]))
    pairs, km, cost = pairs[order], km[order], cost[order]
    nodes = np.round(lonlat * 1e5).astype(np.int64)
    small = np.uint16 if len(nodes) <= np.iinfo(np.uint16).max else np.int32
    save(
        path,
        node_step=np.diff(nodes, axis=0, prepend=np.zeros((1, 2), dtype=np.int64)).astype(np.int32),
        tail_step=np.diff(pairs[:, 0], prepend=0).astype(np.uint16),
        head=pairs[:, 1].astype(small),
        km=_brief(km),
        dear=np.clip(np.round(cost / km * 1000), 1000, 65535).astype(np.uint16),
        tags=tags[order],
        flags=flags[order],
        major=np.packbits(major),
        passage_name=np.array(passage_name),
        port=np.round(port, 3).astype(np.float32),
        port_name=np.array(port_name),
    )
