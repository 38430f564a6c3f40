"""``python -m gazetteer.build -o FILE``: compile the index by hand."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from gazetteer.build import compile_index
from gazetteer.index import BUNDLED_INDEX


def main() -> None:
    """Compile the index into the file named by ``-o``, or into the package itself."""
    parser = argparse.ArgumentParser(prog="python -m gazetteer.build", description=__doc__)
    parser.add_argument("-o", "--output", type=Path, default=BUNDLED_INDEX, help="default: %(default)s")
    target = parser.parse_args().output
    compile_index(target, progress=lambda line: print(line, file=sys.stderr))  # noqa: T201 - a command line tool
    print(target)  # noqa: T201 - a command line tool


if __name__ == "__main__":
    main()
