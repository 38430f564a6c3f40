"""Imports and the whole command, each against a peer in the same run.

Run it as a program: ``python tests/benchmarks/startup.py``. It prints medians of whole processes and ratios.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CASE = Path(__file__).parents[2] / "examples/najin_tikhoretsk.yaml"
RUNS = 9


def seconds(command: list[str]) -> float:
    """Wall time of one process."""
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - started


def compare(name: str, ours: list[str], peer: list[str], less: list[str] | None = None) -> None:
    """Print the ratio of two commands run in turn; ``less`` is taken off both, for the interpreter's own start."""
    pairs = []
    for _ in range(RUNS + 1):
        base = seconds(less) if less else 0.0
        pairs.append((seconds(ours) - base, seconds(peer) - base))
    a, b = (
        statistics.median(column) for column in zip(*pairs[1:], strict=True)
    )  # the first run warms the disk up
    ratio = statistics.median(x / y for x, y in pairs[1:])
    print(f"{name:55} {a * 1000:7.0f} ms against {b * 1000:7.0f} ms: ratio {ratio:.2f}")


def main() -> None:
    """Print all ratios."""
    nothing = [sys.executable, "-c", "pass"]
    geopandas = [sys.executable, "-c", "import geopandas"]
    compare(
        "import georoutes / import geopandas", [sys.executable, "-c", "import georoutes"], geopandas, nothing
    )
    compare(
        "import gazetteer / import geopandas", [sys.executable, "-c", "import gazetteer"], geopandas, nothing
    )
    with tempfile.TemporaryDirectory() as folder:
        command = [
            str(Path(sys.executable).with_name("georoutes")),
            "map",
            str(CASE),
            "-o",
            f"{folder}/map.html",
        ]
        compare(
            "georoutes map / import geopandas, folium",
            command,
            [sys.executable, "-c", "import geopandas, folium"],
        )


if __name__ == "__main__":
    main()
