"""Compile the network data into ``georoutes/networks/data``."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from georoutes.networks.build import compile_networks


def main() -> None:
    """Compile, with a line of progress for each step."""
    start = time.monotonic()

    def say(message: str) -> None:
        sys.stdout.write(f"[{time.monotonic() - start:6.1f} s] {message}\n")
        sys.stdout.flush()

    compile_networks(Path(__file__).parents[1] / "data", progress=say)
    say("done")


if __name__ == "__main__":
    main()
