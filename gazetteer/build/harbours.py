"""Ports with their UN/LOCODE, from the table of the package searoute (Apache-2.0).

A port bears the name of its town and is called "Port of Najin" here; the bare name means the town.
"""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer.build.records import NameKind, PlaceRecord
from gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = "searoute"
_RADIUS_KM = 5.0
_PORT_WORDS = frozenset({"port", "puerto", "porto", "harbour", "harbor", "terminal", "bandar", "pelabuhan"})


def data_file() -> Path:
    """Return the package's table of ports.

    Raises
    ------
    ModuleNotFoundError
        If searoute is not installed.
    """
    spec = find_spec("searoute")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("searoute is not installed; see build-system.requires in pyproject.toml")
    return Path(spec.origin).with_name("data") / "ports.geojson"


def places(table: Path) -> Iterator[PlaceRecord]:
    """Yield the ports of a table, each code once."""
    seen = set()
    for feature in json.loads(table.read_text("utf-8"))["features"]:
        properties = feature["properties"]
        code, name = properties["port"], (properties["name"] or "").strip()
        if code in seen or not fold(name):
            continue
        seen.add(code)
        lon, lat = feature["geometry"]["coordinates"]
        found = names(name)
        yield PlaceRecord(
            id=f"unlocode:{code}",
            name=next(iter(found)),
            type="port",
            lon=(lon + 180) % 360 - 180,
            lat=lat,
            radius_km=_RADIUS_KM,
            country=code[:2],
            source=SOURCE,
            names=tuple(found.items()),
        )


def names(name: str) -> dict[str, NameKind]:
    """Return the names of the port of a town.

    Examples
    --------
    >>> list(names("Najin")), list(names("Puerto Moin"))
    (['Port of Najin', 'Najin Port', 'Najin Harbor'], ['Puerto Moin'])
    """
    if _PORT_WORDS & set(fold(name).split()):
        return {name: NameKind.OFFICIAL}
    return dict.fromkeys((f"Port of {name}", f"{name} Port", f"{name} Harbor"), NameKind.OFFICIAL)
