"""``python -m gazetteer.build``: compile an index by hand.

Without --geonames the bundled index is compiled anew. For that, the packages that it comes from must be
installed (where all you want is a sound bundled index, reinstall georoutes instead):

  {installation}

With it, a larger index is compiled from the files that GeoNames publishes at
https://download.geonames.org/export/dump/ (allCountries.zip; CC BY 4.0). Open it with Gazetteer("my.sqlite").
"""

from __future__ import annotations

import argparse
import re
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer.build import compile_index, installation
from gazetteer.build.dump import Choice
from gazetteer.build.features import CLASSES, is_known
from gazetteer.build.larger import compile_larger_index
from gazetteer.errors import IndexFileError
from gazetteer.index import BUNDLED_INDEX

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_INTERRUPTED = 130


def main() -> None:
    """Compile the index that the command line asks for."""
    options = _options()
    target: Path = options.output or BUNDLED_INDEX
    try:
        with _progress() as (say, tell):
            if options.geonames is None:
                BUNDLED_INDEX.parent.mkdir(exist_ok=True)  # a fresh clone has no compiled data yet
                compile_index(target, progress=say)
            else:
                compile_larger_index(
                    target,
                    options.geonames,
                    alternate_names=options.alternate_names,
                    bundled=options.larger_than,
                    choice=Choice(options.countries, options.classes),
                    most_faulty=options.most_faulty,
                    progress=say,
                    tell=tell,
                )
    except (ValueError, IndexFileError, ModuleNotFoundError) as error:
        sys.exit(f"error: {error}")
    except KeyboardInterrupt:
        print("stopped; nothing was written", file=sys.stderr)  # noqa: T201 - a command line tool
        sys.exit(_INTERRUPTED)
    print(target)  # noqa: T201 - a command line tool


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m gazetteer.build",
        description=(__doc__ or "").format(installation=installation()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("-o", "--output", type=Path, help="the file to write; the bundled index by default")
    parser.add_argument("--geonames", type=Path, metavar="FILE", help="allCountries.txt or .zip")
    parser.add_argument("--alternate-names", type=Path, metavar="FILE", help="alternateNamesV2.txt or .zip")
    parser.add_argument(
        "--countries",
        type=_codes,
        default=frozenset(),
        help="keep only these countries of the file: RU,KP; seas are kept",
    )
    parser.add_argument(
        "--classes",
        type=_classes,
        default=frozenset(),
        help="keep only these feature classes or codes of the file: P,A.ADM1,S.AIRP",
    )
    parser.add_argument(
        "--larger-than",
        type=Path,
        default=BUNDLED_INDEX,
        metavar="INDEX",
        help="the index whose places are taken over; the bundled one by default",
    )
    parser.add_argument(
        "--most-faulty", type=int, default=100, metavar="N", help="faulty lines to bear with (%(default)s)"
    )
    return parser


def _options(arguments: list[str] | None = None) -> argparse.Namespace:
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.geonames is None and (options.alternate_names or options.countries or options.classes):
        parser.error("--alternate-names, --countries and --classes go with --geonames")
    if options.geonames is not None and options.output is None:
        parser.error("--geonames needs -o: the bundled index is not replaced by a larger one")
    return options


def _codes(text: str) -> frozenset[str]:
    codes = frozenset(text.upper().split(","))
    if wrong := sorted(code for code in codes if not re.fullmatch("[A-Z]{2}", code)):
        raise argparse.ArgumentTypeError(f"{wrong[0]!r} is no code of two letters, such as RU")
    return codes


def _classes(text: str) -> frozenset[str]:
    classes = frozenset(text.upper().split(","))
    if wrong := sorted(each for each in classes if not is_known(each)):
        raise argparse.ArgumentTypeError(
            f"{wrong[0]!r} is neither a class ({', '.join(CLASSES)}) nor a code that is kept, such as S.AIRP"
        )
    return classes


@contextmanager
def _progress() -> Iterator[tuple[Callable[[str], None], Callable[[int, int], None]]]:
    """Give what shows a line of text and what shows how much is read; on a terminal that is a bar."""
    if not sys.stderr.isatty():
        yield _say, _Tenths()
        return
    # Only a person needs rich: a wheel is built without it.
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("reading"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", visible=False, total=None)
        yield (
            lambda line: bar.console.print(line, markup=False, highlight=False, soft_wrap=True),
            lambda done, size: bar.update(task, completed=done, total=size, visible=done < size),
        )


class _Tenths:
    """Says when another tenth of a file is read."""

    def __init__(self) -> None:
        self._last = 0

    def __call__(self, done: int, size: int) -> None:
        tenth = 10 * done // size if size else 10
        if tenth != self._last:
            self._last = tenth
            _say(f"{10 * tenth} % read")


def _say(line: str) -> None:
    print(line, file=sys.stderr)  # noqa: T201 - a command line tool


if __name__ == "__main__":
    main()
