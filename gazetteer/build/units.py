"""First- and second-level units of the world, from the distilled table ``units.csv`` (GeoNames, CC BY 4.0).

A unit is called by its bare name ("Fars"), with the word for such units in its country ("Fars Province"),
and by what GeoNames lists besides. Where a town in the unit has the same name, the bare name means the town
alone, but for the United States, whose texts say "Laurel" of a county in a list of counties.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer.build.records import NameKind, PlaceRecord
from gazetteer.build.unit_words import bare, words_for
from gazetteer.names import fold
from gazetteer.scripts import is_in_own_script

if TYPE_CHECKING:
    from collections.abc import Iterator

COLUMNS = ("number", "code", "name", "lon", "lat", "radius_km", "population", "has_namesake", "names")
TABLE = Path(__file__).with_name("units.csv")
FROM_TOWNS = "GeoNames, middle of its towns"
FROM_MAP = "GeoNames, US Census"


def places() -> Iterator[PlaceRecord]:
    """Yield the units of the table with all their names."""
    with TABLE.open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            yield _unit(row)


def _unit(row: dict[str, str]) -> PlaceRecord:
    country, admin1, *second = row["code"].split(".")
    names = _names(row, country, 2 if second else 1)
    return PlaceRecord(
        id=f"geonames:{row['number']}",
        name=next(iter(names)),
        type="admin",
        lon=float(row["lon"]),
        lat=float(row["lat"]),
        radius_km=float(row["radius_km"]),
        country=country,
        admin1=admin1,
        population=int(row["population"]),
        source=FROM_MAP if country == "US" and second else FROM_TOWNS,
        names=tuple(names.items()),
    )


def _names(row: dict[str, str], country: str, level: int) -> dict[str, NameKind]:
    """Return the names of a unit, the main one first."""
    root = bare(row["name"])
    full = [f"{root} {word}" for word in words_for(row["code"])]
    is_bare = fold(root) == fold(row["name"])
    main = full[0] if full and is_bare and row["has_namesake"] else row["name"]
    names = dict.fromkeys([main, *full], NameKind.OFFICIAL)
    if country == "US" and main.endswith(" County"):
        names[f"{root} Co."] = NameKind.ALTERNATE
    if country == "IE" and level > 1:
        names |= dict.fromkeys([f"County {root}", f"Co. {root}", f"Co {root}"], NameKind.OFFICIAL)
    for name in filter(None, row["names"].split("|")):
        names.setdefault(name, NameKind.OFFICIAL if is_in_own_script(name, country) else NameKind.ALTERNATE)
    if country == "US" or not row["has_namesake"]:
        names.setdefault(root, NameKind.ALTERNATE)
    return names
