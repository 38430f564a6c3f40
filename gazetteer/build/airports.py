"""Airports with an IATA code, from the package airportsdata (MIT).

The code is the place's id (``iata:LHR``) and no name: in capitals, half of all three-letter words are the
code of some airport (CIA, USA, WHO).
"""

from __future__ import annotations

import csv
import re
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer.build.records import NameKind, PlaceRecord
from gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = "airportsdata"
_RADIUS_KM = 2.0
_SHORTEST = 5
_LAST_WORDS = re.compile(
    r"(?: (?:international|intl|regional|municipal|county|airport|airfield|aerodrome|airpark|airstrip))+$",
    re.IGNORECASE,
)


def data_file() -> Path:
    """Return the package's table of airports.

    Raises
    ------
    ModuleNotFoundError
        If airportsdata is not installed.
    """
    spec = find_spec("airportsdata")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(
            "airportsdata is not installed; see build-system.requires in pyproject.toml"
        )
    return Path(spec.origin).with_name("airports.csv")


def places(table: Path) -> Iterator[PlaceRecord]:
    """Yield the airports of a table that have an IATA code."""
    with table.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            name = row["name"].strip()
            if row["iata"] and fold(name):
                yield PlaceRecord(
                    id=f"iata:{row['iata']}",
                    name=name,
                    type="airport",
                    lon=float(row["lon"]),
                    lat=float(row["lat"]),
                    radius_km=_RADIUS_KM,
                    country=row["country"],
                    source=SOURCE,
                    names=tuple(names(name, row["city"].strip(), row["iata"]).items()),
                )


def names(name: str, city: str, code: str) -> dict[str, NameKind]:
    """Return the names of an airport: its own, shorter ones, and what stands between its city and "Airport".

    Examples
    --------
    >>> list(names("London Heathrow Airport", "London", "LHR"))
    ['London Heathrow Airport', 'London Heathrow', 'LHR Airport', 'Heathrow', 'Heathrow Airport']
    >>> list(names("Penza Airport", "Penza", "PEZ"))
    ['Penza Airport', 'PEZ Airport']
    """
    root = _LAST_WORDS.sub("", name)
    found = {name: NameKind.OFFICIAL}
    if root != name:
        found.setdefault(f"{root} Airport", NameKind.OFFICIAL)
    if fold(root) != fold(city):
        found.setdefault(root, NameKind.ALTERNATE)
    found[f"{code} Airport"] = NameKind.ALTERNATE
    own = root.removeprefix(city).strip(" -/") if city else root
    if own != root and len(own) >= _SHORTEST:
        found.setdefault(own, NameKind.ALTERNATE)
        found.setdefault(f"{own} Airport", NameKind.OFFICIAL)
    return found
