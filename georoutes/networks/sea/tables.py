"""What is worked out beforehand from the chart and the network: approaches of ports, and landmarks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from georoutes.errors import DataError
from georoutes.networks.arrays import content, read_arrays
from georoutes.networks.sea import landmarks
from georoutes.networks.sea.ports import Ports

if TYPE_CHECKING:
    from pathlib import Path

    from georoutes.networks.sea.landmarks import Landmarks
    from georoutes.networks.sea.lanes import Lanes


class Tables(NamedTuple):
    """All that was worked out beforehand.

    Parameters
    ----------
    ports
        Approaches of known ports.
    landmarks
        Distances from landmarks.
    """

    ports: Ports
    landmarks: Landmarks

    @classmethod
    def open(cls, path: Path, sources: tuple[Path, ...], lanes: Lanes) -> Tables:
        """Read the file that `georoutes.networks.sea.build.tables` wrote.

        Parameters
        ----------
        path
            The file.
        sources
            The files that it was made from.
        lanes
            The network that they hold.

        Raises
        ------
        DataError
            The file is missing or damaged, or was made from other data than those that are there.
        """
        arrays = read_arrays(path)
        if "made_from" not in arrays or arrays["made_from"].item() != content(*sources):
            made_from = " and ".join(source.name for source in sources)
            raise DataError(
                f"{path}: it was not made from {made_from} as they are; "
                "install the package again, or make it with: python -m georoutes.networks.sea.build.tables"
            )
        return cls(Ports(lanes, arrays), landmarks.unpacked(lanes, arrays))
