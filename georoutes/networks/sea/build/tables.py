"""Work out what `georoutes.networks.sea.tables` reads: ``python -m georoutes.networks.sea.build.tables``.

It takes half a minute, and must be done whenever ``chart.npz`` or ``lanes.npz`` has changed.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from georoutes.networks.arrays import content
from georoutes.networks.sea import landmarks, ports
from georoutes.networks.sea.approach import approach
from georoutes.networks.sea.build.files import save
from georoutes.networks.sea.build.harbours import every_port
from georoutes.networks.sea.chart import Chart
from georoutes.networks.sea.graphs import Seeds
from georoutes.networks.sea.lanes import Lanes

Floats = npt.NDArray[np.float64]

_TARGET = Path(__file__).parents[1]
_LANDMARKS = 16


def measured(lanes: Lanes, count: int) -> Floats:
    """Choose landmarks, each as far as can be from those before, and measure the ways from them.

    Parameters
    ----------
    lanes
        The network.
    count
        How many.

    Returns
    -------
    numpy.ndarray
        Cost of the way over the whole network to each node of long ways, a row for each landmark.
    """
    graph, major = lanes.graph(lanes.usual), np.flatnonzero(lanes.major)

    def away(node: int) -> Floats:
        cost, _ = graph.search(Seeds.of([(node, 0.0, 0.0)]))
        return np.asarray(cost[major], dtype=np.float64)

    sea = lanes.part_of(lanes.usual)[major]
    main = sea == np.bincount(sea).argmax()
    nearest = away(int(major[np.flatnonzero(main)[0]]))
    rows: list[Floats] = []
    for _ in range(count):
        farthest = int(np.argmax(np.where(main, nearest, -1.0)))
        rows.append(away(int(major[farthest])))
        nearest = rows[0] if len(rows) == 1 else np.minimum(nearest, rows[-1])
    return np.array(rows)


def write(folder: Path) -> None:
    """Write ``tables.npz`` beside the files that it is made from.

    Parameters
    ----------
    folder
        Of ``chart.npz`` and ``lanes.npz``.
    """
    sources = folder / "chart.npz", folder / "lanes.npz"
    chart, lanes = Chart.open(sources[0]), Lanes.open(sources[1])
    points = every_port()
    save(
        folder / "tables.npz",
        made_from=np.array(content(*sources)),
        **landmarks.packed(lanes, measured(lanes, _LANDMARKS)),
        **ports.packed(points, [approach(chart, lanes, point) for point in points], lanes),
    )


if __name__ == "__main__":
    write(_TARGET)
