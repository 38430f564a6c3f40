"""Measure sea paths against searoute-py in the same run: time, memory, land crossed, published lengths.

Run it as a program: ``python tests/benchmarks/sea.py [PAIRS]``. Pairs are drawn from searoute's own list of
ports. Each router answers all of them; searoute bare and with the two places appended, and for the times with
A* too. Ours answers them three times with a network that has seen no place: a hundred metres away from the
ports, at the ports, whose connectors are worked out beforehand, and at the ports once more. Land is that of
Natural Earth at 1:10m, which neither router was made from, without a strip of 2.8 km along its shores; the
canals of Suez, Panama, Kiel and Corinth and three kilometres at either end do not count. Memory is read from
/proc, so this needs Linux.
"""

import json
import statistics
import subprocess
import sys
import time
from importlib.metadata import distribution
from pathlib import Path

import numpy as np
import searoute
import shapely
from pyproj import Geod
from scipy.spatial import cKDTree

from gazetteer import outlines
from gazetteer.place import Place
from georoutes.errors import NoPathError
from georoutes.networks import open_network
from georoutes.networks.sea.sphere import vectors

SEED = 20261122
MILE = 1.852
ASIDE = 0.0013  # degrees
STRIP_KM, END_KM, CANAL_KM, SHORE_KM = 2.8, 3.0, 25.0, 10.0
CANALS = (
    (32.3, 31.2, 32.6, 29.9),
    (-79.9, 9.4, -79.5, 8.8),
    (9.1, 53.9, 10.2, 54.4),
    (22.95, 37.95, 23.02, 37.9),
)
GEOD = Geod(ellps="WGS84")
PUBLISHED = (  # Pub. 151 of the National Geospatial-Intelligence Agency, nautical miles
    ((4.14, 51.95), (121.62, 31.36), 10_521), ((129.04, 35.10), (131.88, 43.10), 514),
    ((30.74, 46.49), (28.95, 41.01), 345), ((-74.02, 40.70), (-1.40, 50.90), 3_156),
    ((18.43, -33.90), (115.74, -32.05), 4_712), ((-71.63, -33.03), (151.20, -33.86), 6_257),
)  # fmt: skip
PLACES = "Place('t:1', 'A', 'port', lon=4.14, lat=51.95), Place('t:2', 'B', 'port', lon=121.62, lat=31.36)"
FIRST = {
    "georoutes": f"open_network('sea').path({PLACES})",
    "searoute": "searoute.searoute([4.14, 51.95], [121.62, 31.36], append_orig_dest=True)",
}
IMPORTS = {
    "georoutes": "from gazetteer.place import Place; from georoutes.networks import open_network",
    "searoute": "import searoute",
}
MEASURE = """
import time
def resident():
    return int(open("/proc/self/statm").read().split()[1]) * 4 / 1024
before = resident()
started = time.perf_counter()
{imports}
imported = time.perf_counter()
{first}
first = time.perf_counter()
one = resident()
for a, b in {pairs}:
    {more}
print(imported - started, first - imported, one - before, resident() - before)
"""
MORE = {
    "georoutes": "open_network('sea').path(*(Place('', '', 'port', lon=lon, lat=lat) for lon, lat in (a, b)))",
    "searoute": "searoute.searoute(list(a), list(b), append_orig_dest=True)",
}


def drawn(count):
    """Return pairs of ports."""
    path = Path(str(distribution("searoute").locate_file("searoute/data/ports.geojson")))
    features = json.loads(path.read_text("utf-8"))["features"]
    ports = [tuple(feature["geometry"]["coordinates"][:2]) for feature in features]
    away = cKDTree(vectors(outlines.land().coordinates)).query(vectors(np.array(ports)))[0] * 6371
    ports = [port for port, km in zip(ports, away, strict=True) if km < SHORE_KM]  # lakes have no shore there
    rng = np.random.default_rng(SEED)
    return [(ports[a], ports[b]) for a, b in rng.integers(0, len(ports), (2 * count, 2)).tolist() if a != b]


def place(point):
    """Return a place without a name."""
    return Place(f"t:{point}", "port", "port", lon=point[0], lat=point[1])


def timed(answer, pairs):
    """Return the answers, None for a refusal, and the time of each, in milliseconds."""
    answers, times = [], []
    for a, b in pairs:
        started = time.perf_counter()
        try:
            answers.append(answer(a, b))
        except NoPathError:
            answers.append(None)
        times.append(1000 * (time.perf_counter() - started))
    return answers, np.array(times)


def bare(a, b):
    """Return the line of searoute."""
    return np.array(searoute.searoute(list(a), list(b)).geometry["coordinates"])


def appended(a, b):
    """Return the line of searoute from place to place."""
    return np.array(searoute.searoute(list(a), list(b), append_orig_dest=True).geometry["coordinates"])


def walk(line):
    """Return points every kilometre along the geodesics of a line, without its ends."""
    azimuth, _, metres = GEOD.inv(line[:-1, 0], line[:-1, 1], line[1:, 0], line[1:, 1])
    total = np.concatenate([[0.0], np.cumsum(metres)])
    at = np.arange(1000 * END_KM, total[-1] - 1000 * END_KM, 1000.0)
    piece = np.clip(np.searchsorted(total, at, side="right") - 1, 0, len(line) - 2)
    lon, lat, _ = GEOD.fwd(line[piece, 0], line[piece, 1], np.asarray(azimuth)[piece], at - total[piece])
    return np.column_stack([lon, lat])


def sailed(path):
    """Return the line of a path without its connectors and what it assumes."""
    line = shapely.get_coordinates(path.geometry)
    parts = [line[s.from_vertex : s.to_vertex + 1] for s in path.spans if s.kind == "network"]
    return max(parts, key=len) if parts else line[:0]


def land_km(lines):
    """Return kilometres of each line on land."""
    points = [walk(line) if len(line) > 1 else np.empty((0, 2)) for line in lines]
    number = np.repeat(np.arange(len(lines)), [len(some) for some in points])
    points = np.concatenate(points)
    owner = outlines.land().at(points)
    hit = np.flatnonzero(owner >= 0)
    rings = shapely.boundary(outlines.land().polygons[np.unique(owner[hit])])
    shore = cKDTree(vectors(shapely.get_coordinates(shapely.segmentize(rings, 0.01))))
    canals = [np.linspace(canal[:2], canal[2:], 50) for canal in CANALS]
    near = cKDTree(vectors(np.concatenate(canals))).query(vectors(points[hit]))[0] * 6371 < CANAL_KM
    deep = shore.query(vectors(points[hit]))[0] * 6371 > STRIP_KM
    return np.bincount(number[hit[deep & ~near]], minlength=len(lines))


def astar(a, b):
    """Return the line of searoute as it finds it with A*."""
    return searoute.searoute(list(a), list(b), append_orig_dest=True, algorithm="astar")


def fresh(name, pairs):
    """Return seconds of import and of the first path, megabytes then and in the end: medians of new processes."""
    code = MEASURE.format(imports=IMPORTS[name], first=FIRST[name], pairs=pairs, more=MORE[name])
    runs = [
        subprocess.run(
            [sys.executable, "-W", "ignore", "-c", code], check=True, capture_output=True, text=True
        )
        for _ in range(5)
    ]
    return [
        statistics.median(column)
        for column in zip(*(map(float, r.stdout.split()) for r in runs), strict=True)
    ]


def main():
    """Print all figures."""
    pairs = drawn(int(sys.argv[1]) if sys.argv[1:] else 200)
    sea = open_network("sea")

    def ours(a, b):
        return sea.path(place(a), place(b))

    def aside(a, b):
        return sea.path(*(place((lon + ASIDE, lat + ASIDE)) for lon, lat in (a, b)))

    for answer in (ours, aside, appended, astar):
        timed(answer, pairs[:20])
    count = len(pairs) // 2
    pairs = pairs[20 : 20 + count]
    ended, peer = timed(appended, pairs)
    _, peer_astar = timed(astar, pairs)
    sea = type(sea)(sea.chart, sea.lanes, sea.tables)  # forgets the places that it has seen
    _, new = timed(aside, pairs)
    paths, ports = timed(ours, pairs)
    _, known = timed(ours, pairs)
    print(f"one path of searoute: {np.median(peer):.1f} ms, with A* {np.median(peer_astar):.1f} ms (medians)")
    for title, times in (
        ("new places", new),
        ("ports not asked for before", ports),
        ("the same again", known),
    ):
        ratios = (np.median(times) / np.median(some) for some in (peer, peer_astar))
        print(
            f"one path, {title}: {np.median(times):.1f} ms; {' and '.join(f'{r:.2f}' for r in ratios)} of searoute"
        )
    print(
        f"lines a second, ports not asked for before: {1000 * len(pairs) / ports.sum():.0f}, the same again: "
        f"{1000 * len(pairs) / known.sum():.0f}; searoute {1000 * len(pairs) / peer.sum():.0f}"
    )
    a, b = ([place(pair[k]) for pair, path in zip(pairs, paths, strict=True) if path][:100] for k in (0, 1))
    sea.lengths(a, b[:5])
    started = time.perf_counter()
    sea.lengths(a, b)
    each = (time.perf_counter() - started) / len(a) / len(b)
    print(
        f"lengths a second, {len(a)} to {len(b)}: {1 / each:,.0f}; searoute, one by one, {1000 / np.mean(peer):,.0f}"
    )
    answered = [pair for pair, path in zip(pairs, paths, strict=True) if path]
    for name in FIRST:
        imported, first, memory, later = fresh(name, answered)
        print(
            f"{name}: import {imported:.2f} s, then the first path {first:.2f} s, together {memory:.0f} MB; "
            f"after {len(answered)} paths {later:.0f} MB"
        )
    routed = [k for k, path in enumerate(paths) if path]
    print(f"answered {len(routed)} of {len(pairs)}; searoute all, wherever the places lie")
    lines = {
        "georoutes": [sailed(paths[k]) for k in routed],
        "searoute appended": [ended[k] for k in routed],
        "searoute bare": [bare(*pairs[k]) for k in routed],
    }
    for name, some in lines.items():
        km = land_km(some)
        print(f"{name}: {np.mean(km >= 2):.1%} of lines have 2 km or more on land, the worst {km.max()} km")
    gaps = [
        GEOD.inv(*pairs[k][0], *line[0])[2] / 1000
        for k, line in zip(routed, lines["searoute bare"], strict=True)
    ]
    print(
        f"searoute bare begins {np.median(gaps):.0f} km from the place in the median, {max(gaps):.0f} at most"
    )
    errors = {
        "georoutes": [ours(a, b).length_km / MILE / nm - 1 for a, b, nm in PUBLISHED],
        "searoute": [
            searoute.searoute(list(a), list(b), append_orig_dest=True).properties["length"] / MILE / nm - 1
            for a, b, nm in PUBLISHED
        ],
    }
    for name, some in errors.items():
        print(f"{name} against published lengths: " + ", ".join(f"{error:+.1%}" for error in some))


if __name__ == "__main__":
    main()
