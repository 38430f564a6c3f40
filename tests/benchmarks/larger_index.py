"""Time and memory of a larger index from a file of a million lines.

Run it as a program: ``python tests/benchmarks/larger_index.py [LINES]``. It writes a synthetic file as GeoNames
publishes it, compiles it in a process of its own, and prints lines a second and the peak of resident memory.
"""

import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LATIN, CYRILLIC, HANGUL = (
    "abcdefghijklmnopqrstuvwxyz",
    "абвгдежзиклмнопрстуфхцчшэюя",
    "가나다라마바사아자차카타파하진항도시",
)
CODES = ["P.PPL"] * 6 + ["A.ADM3", "H.STM", "T.MT", "S.AIRP", "S.RSTN", "H.BAY", "T.ISL", "S.FRM", "V.FRST"]


def line(number: int, chance: random.Random) -> str:
    """Return a line of random words, with names in three scripts."""
    name = "".join(chance.choices(LATIN, k=chance.randint(4, 12))).title()
    names = [f"{name}ovo", name.lower()]
    names += ["".join(chance.choices(CYRILLIC, k=8)).title() for _ in range(chance.randint(0, 3))]
    names += ["".join(chance.choices(HANGUL, k=3)) for _ in range(chance.randint(0, 1))]
    lat, lon = f"{chance.uniform(-80, 80):.5f}", f"{chance.uniform(-180, 180):.5f}"
    place = [str(number), name, name, ",".join(names), lat, lon, *chance.choice(CODES).split(".")]
    country = [chance.choice(["RU", "KP", "US", "BR", "IN"]), "", f"{chance.randint(1, 80):02d}", "", "", ""]
    return "\t".join([*place, *country, str(chance.choice([0, 0, chance.randint(1, 10**6)])), "", "", "", ""])


def main() -> None:
    """Print the figures."""
    count = int(sys.argv[1]) if sys.argv[1:] else 1_000_000
    chance = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "allCountries.txt", Path(folder) / "larger.sqlite"
        with source.open("w", encoding="utf-8") as file:
            file.writelines(f"{line(20_000_000 + at, chance)}\n" for at in range(count))
        command = [sys.executable, "-m", "gazetteer.build", "--geonames", str(source), "-o", str(target)]
        started = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        seconds = time.perf_counter() - started
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(
            f"{count:,} lines, {source.stat().st_size / 1e6:.0f} MB: {seconds:.0f} s, {count / seconds:,.0f} lines/s"
        )
        print(
            f"processor time {used.ru_utime + used.ru_stime:.0f} s, peak memory {used.ru_maxrss / 1024:.0f} MB"
        )
        print(f"index {target.stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
