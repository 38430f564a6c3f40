"""How long names in texts take, as a ratio to looking the same names up one by one.

The texts are made up: names of towns and their units, some with many namesakes, eight to a text.

    python tests/benchmarks/mentions.py
"""

import random
import sqlite3
import statistics
import time

from gazetteer import Gazetteer
from gazetteer.index import BUNDLED_INDEX

TEXTS = 300
NAMES = 8


def texts():
    """Yield texts with the spans of their names, the same on each run."""
    chance = random.Random(1)
    with sqlite3.connect(f"file:{BUNDLED_INDEX}?mode=ro", uri=True) as index:
        towns = [
            name
            for (name,) in index.execute("SELECT name FROM place WHERE population > 20000 ORDER BY number")
        ]
    for _ in range(TEXTS):
        text, spans = "", []
        for name in chance.sample(towns, NAMES):
            text += "It was said on Monday that the lorries went by "
            spans.append((len(text), len(text) + len(name)))
            text += f"{name}. "
        yield text, spans


def main():
    """Print the medians of seven runs."""
    gazetteer = Gazetteer()
    samples = list(texts())
    gazetteer.resolve_mentions(*samples[0])
    together, alone = [], []
    for _ in range(7):
        started = time.process_time()
        for text, spans in samples:
            gazetteer.resolve_mentions(text, spans)
        together.append(time.process_time() - started)
        started = time.process_time()
        for text, spans in samples:
            for start, end in spans:
                gazetteer.search(text[start:end])
        alone.append(time.process_time() - started)
    ms = statistics.median(together) / (TEXTS * NAMES) * 1000
    ratio = statistics.median(pair[0] / pair[1] for pair in zip(together, alone, strict=True))
    print(f"in context: {ms:.2f} ms of processor time a name, {ratio:.1f} times a search for each name alone")


if __name__ == "__main__":
    main()
