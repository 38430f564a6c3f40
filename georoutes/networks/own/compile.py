"""From a table of edges to the arrays that a network is searched by, as the build of the wheel does it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from georoutes.networks.build.borders import split_at_borders
from georoutes.networks.build.chains import prune
from georoutes.networks.build.gauges import split_by_gauge
from georoutes.networks.build.heal import heal_components
from georoutes.networks.build.pack import pack
from georoutes.networks.build.tagging import mark_borders, smooth, tag_nodes

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from georoutes.networks.build.edges import Edges

Arrays = dict[str, "npt.NDArray[Any]"]

_TEXTS = {"country", "link_name", "link_note", "mode", "credit", "title"}
_NUMBERS = {
    "node", "node_country", "node_component", "node_gauge", "tail", "head", "metres", "flags", "link",
    "start", "shape", "shape_metres", "cell_start", "cell_segment", "gauge",
}  # fmt: skip
_CELLS = 720 * 360 + 1


def arrays_of(edges: Edges, mode: str, heal_km: float, gauges: Sequence[tuple[int, ...]] = ()) -> Arrays:
    """Compile a network.

    Parameters
    ----------
    edges
        Its lines.
    mode
        ``rail`` or ``road``.
    heal_km
        Gaps of at most so many kilometres between its parts are bridged, none over a border or over water.
    gauges
        Track gauges in millimetres, by the numbers in ``edges.link``; elsewhere those of the countries.
    """
    codes = smooth(edges, tag_nodes(edges.lonlat))
    edges, codes = split_at_borders(edges, codes)
    if heal_km > 0:
        edges = heal_components(edges, codes, heal_km)
    edges, codes, gauge = split_by_gauge(edges, codes, mode, lambda _: None, gauges)
    border = codes[edges.tail] != codes[edges.head]
    keep = np.zeros(len(edges.lonlat), dtype=bool)
    keep[edges.tail[border]] = keep[edges.head[border]] = True
    chains = prune(edges, keep)
    codes, gauge = codes[chains.node], gauge[chains.node]
    return pack(chains._replace(edges=mark_borders(chains.edges, codes)), codes, [], gauge)


def check_arrays(arrays: Arrays) -> None:
    """Check that arrays from a file are those of a network, and fit each other.

    Raises
    ------
    ValueError
        They are not.
    """
    missing = sorted((_TEXTS | _NUMBERS) - arrays.keys())
    if missing:
        raise ValueError(f"no {', '.join(missing)}")
    wrong = [name for name in _NUMBERS if arrays[name].dtype.kind not in "iu"]
    wrong += [name for name in _TEXTS if arrays[name].dtype.kind != "U"]
    if wrong:
        raise ValueError(f"another kind of values in {', '.join(sorted(wrong))}")
    a = arrays
    n, m, inner = len(a["node"]), len(a["tail"]), len(a["shape"])
    widths = {"node": (n, 2), "shape": (inner, 2), "start": (m + 1,), "cell_start": (_CELLS,)}
    widths |= dict.fromkeys(("node_country", "node_component", "node_gauge"), (n,))
    widths |= dict.fromkeys(("head", "metres", "flags", "link"), (m,)) | {"shape_metres": (inner,)}
    fits = all(a[name].shape == shape for name, shape in widths.items()) and n > 0 and m > 0
    if not fits or not all(a[name].size for name in ("country", "gauge", "mode", "credit", "title")):
        raise ValueError("sizes that do not fit each other")
    tail, head = a["tail"].astype(np.int64), a["head"].astype(np.int64)
    sorted_ends = (np.diff(tail * n + head) > 0).all() and (tail < head).all()
    rising = all((np.diff(a[name]) >= 0).all() and a[name][0] == 0 for name in ("start", "cell_start"))
    within = (
        (tail.min() >= 0 and head.max() < n)
        and a["start"][-1] == inner
        and a["cell_start"][-1] == len(a["cell_segment"])
        and _below(a["cell_segment"], m + inner)
        and _below(a["node_country"], len(a["country"]))
        and _below(a["node_gauge"], len(a["gauge"]))
        and (a["metres"] > 0).all()
    )
    if not (sorted_ends and rising and within):
        raise ValueError("numbers out of range")


def _below(values: npt.NDArray[Any], end: int) -> bool:
    return len(values) == 0 or bool(values.min() >= 0 and values.max() < end)
