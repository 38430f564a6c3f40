"""Small places of the United States that have a post office and are in no list of towns.

From the distilled table ``us_localities.csv`` (GeoNames' postal codes, CC BY 4.0).
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer.build.records import NameKind, PlaceRecord

if TYPE_CHECKING:
    from collections.abc import Iterator

COLUMNS = ("code", "name", "state", "lon", "lat")
TABLE = Path(__file__).with_name("us_localities.csv")
_RADIUS_KM = 3.0
"""The point is the middle of a postal area, which may lie outside the village."""


def places() -> Iterator[PlaceRecord]:
    """Yield the places of the table."""
    with TABLE.open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            yield PlaceRecord(
                id=f"zip:{row['code']}",
                name=row["name"],
                type="town",
                lon=float(row["lon"]),
                lat=float(row["lat"]),
                radius_km=_RADIUS_KM,
                country="US",
                admin1=row["state"],
                names=((row["name"], NameKind.OFFICIAL),),
            )
