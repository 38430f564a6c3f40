"""Where ships can go: the chart and the network, with some passages closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from georoutes.networks.sea.chart import Chart
    from georoutes.networks.sea.graphs import Graph
    from georoutes.networks.sea.lanes import Lanes


class Waters(NamedTuple):
    """What a search goes over.

    Parameters
    ----------
    chart
        Water.
    lanes
        The network.
    closed
        Bits of the passages that are closed.
    """

    chart: Chart
    lanes: Lanes
    closed: int

    @property
    def long_ways(self) -> Graph:
        """The edges for ways between places far apart."""
        return self.lanes.graph(self.closed, major=True)

    @property
    def all_ways(self) -> Graph:
        """All edges."""
        return self.lanes.graph(self.closed)

    def crossed(self, a: npt.NDArray[np.float64], b: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
        """Say which great circles cross a passage that is closed; ends are arrays (n, 2) in degrees."""
        return np.asarray(self.lanes.gates.crossed(a, b, self.closed) != 0)
