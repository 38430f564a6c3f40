"""First- and second-level units of the world, from the distilled table ``units.csv`` (GeoNames, CC BY 4.0).

A unit is called by its bare name ("Fars"), with the word for such units in its country ("Fars Province"),
and by what GeoNames lists besides. Where a town in the unit has the same name, the bare name means the town
alone, but for the United States, whose texts say "Laurel" of a county in a list of counties.

The table tells a unit's extent by its towns, which is too little where one town is known of a whole province.
Such a unit reaches at least half way to the next unit of its level, but no farther than `_LEAST_KM`; a city
that is a unit of its own stays a city.
"""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer.build.records import NameKind, PlaceRecord
from gazetteer.build.unit_words import bare, words_for
from gazetteer.distance import distance_km
from gazetteer.names import fold
from gazetteer.scripts import is_in_own_script

if TYPE_CHECKING:
    from collections.abc import Iterator

COLUMNS = ("number", "code", "name", "lon", "lat", "radius_km", "population", "has_namesake", "names")
TABLE = Path(__file__).with_name("units.csv")
FROM_TOWNS = "GeoNames, middle of its towns"
FROM_MAP = "GeoNames, US Census"
_LEAST_KM = (40.0, 10.0)
"""What a unit of the first and the second level reaches, unless its neighbours are nearer."""
_CITY_PER_KM2 = 10_000
_KM_PER_DEGREE = 111.195


def places() -> Iterator[PlaceRecord]:
    """Yield the units of the table with all their names."""
    with TABLE.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    peers = defaultdict(list)
    for row in rows:
        peers[row["code"].partition(".")[0], row["code"].count(".")].append(row)
    for (_, level), group in peers.items():
        spots = [(float(row["lon"]), float(row["lat"])) for row in group]
        for row in group:
            yield _unit(row, _reach_km(row, spots, _LEAST_KM[level - 1]))


def _reach_km(row: dict[str, str], spots: list[tuple[float, float]], least_km: float) -> float:
    """Return a unit's radius; ``spots`` are the middles of all units of its country and level."""
    radius_km = float(row["radius_km"])
    is_city = int(row["population"]) > _CITY_PER_KM2 * math.pi * radius_km**2
    if radius_km >= least_km or is_city:
        return radius_km
    lon, lat = float(row["lon"]), float(row["lat"])
    near = 2 * least_km / _KM_PER_DEGREE
    gaps = (
        distance_km(lon, lat, *spot) for spot in spots if spot != (lon, lat) and abs(spot[1] - lat) < near
    )
    return max(radius_km, round(min([2 * least_km, *gaps]) / 2))


def _unit(row: dict[str, str], radius_km: float) -> PlaceRecord:
    country, admin1, *second = row["code"].split(".")
    names = _names(row, country, 2 if second else 1)
    return PlaceRecord(
        id=f"geonames:{row['number']}",
        name=next(iter(names)),
        type="admin",
        lon=float(row["lon"]),
        lat=float(row["lat"]),
        radius_km=radius_km,
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
