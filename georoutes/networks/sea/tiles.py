"""Compressed tiles, opened when they are looked at, side by side in one array."""

from __future__ import annotations

import threading
import zlib

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.integer]


class _Shelf:
    """Tiles that are open: where each stands, and their bytes."""

    def __init__(self, tiles: int, room: int, size: int) -> None:
        self.place = np.full(tiles, -1, dtype=np.int32)
        self.bytes = np.empty((room, size), dtype=np.uint8)  # the system gives memory as it is written
        self.used = 0


class Tiles:
    """Tiles of one size; safe to share between threads.

    Parameters
    ----------
    packed
        The tiles, each compressed with zlib.
    offset
        Where each begins, and where the last ends.
    size
        Bytes of a tile.
    room
        How many stay open. When there is no more room all are forgotten.
    """

    def __init__(self, packed: bytes, offset: Ints, size: int, room: int) -> None:
        self._packed, self._offset, self._size, self._room = packed, offset, size, room
        self._shelf = _Shelf(len(offset) - 1, room, size)
        self._lock = threading.Lock()

    def _opened(self, wanted: Ints) -> _Shelf:
        """Give a shelf on which some tiles stand: what stands on one is never changed."""
        shelf = self._shelf
        if (shelf.place[wanted] >= 0).all():
            return shelf
        with self._lock:
            shelf = self._shelf
            numbers = np.array(sorted(set(wanted.tolist())))
            missing = numbers[shelf.place[numbers] < 0]
            if shelf.used + len(missing) > self._room:
                missing = numbers
                self._shelf = shelf = _Shelf(len(self._offset) - 1, max(self._room, len(numbers)), self._size)
            for number in missing.tolist():
                first, last = self._offset[number : number + 2].tolist()
                tile = np.frombuffer(zlib.decompress(self._packed[first:last]), dtype=np.uint8)
                shelf.bytes[shelf.used] = tile
                shelf.place[number] = shelf.used  # after its bytes: other threads read without the lock
                shelf.used += 1
        return shelf

    def bytes_at(self, number: Ints, byte: Ints) -> Bytes:
        """One byte out of each of some tiles.

        Parameters
        ----------
        number
            Of the tiles.
        byte
            Which byte of each.
        """
        shelf = self._shelf
        place = shelf.place[number]
        if (place < 0).any():
            shelf = self._opened(number)
            place = shelf.place[number]
        return np.asarray(shelf.bytes[place, byte])

    def tile(self, number: int) -> Bytes:
        """All bytes of a tile."""
        shelf = self._opened(np.array([number]))
        return np.asarray(shelf.bytes[shelf.place[number]])
