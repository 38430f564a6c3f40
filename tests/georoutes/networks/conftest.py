"""Places, and the promises that every path keeps."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from gazetteer.place import Place
from georoutes.model.path import Path
from georoutes.networks.base import distance_km

MakePlace = Callable[..., Place]
CheckPath = Callable[[Path, Place, Place], Path]


def make_place(name: str, lat: float, lon: float, country: str = "") -> Place:
    return Place(f"test:{name}", name, "town", country, lon=lon, lat=lat)


def check_path(path: Path, origin: Place, destination: Place) -> Path:
    """Assert what must hold for the path of any leg, and hand the path on."""
    coords = list(path.geometry.coords)
    assert coords[0] == (origin.lon, origin.lat)
    assert (coords[-1][0] - destination.lon) % 360.0 in {0.0, 360.0}
    assert coords[-1][1] == destination.lat
    assert all(abs(b[0] - a[0]) <= 180.0 for a, b in pairwise(coords))
    spans = path.spans
    assert (spans[0].from_km, spans[0].from_vertex) == (0.0, 0)
    assert spans[-1].to_km == pytest.approx(path.length_km)
    assert spans[-1].to_vertex == len(coords) - 1
    for a, b in pairwise(spans):
        assert (a.to_km, a.to_vertex) == (b.from_km, b.from_vertex)
    for kind, total in (("connector", path.connector_km), ("assumed", path.assumed_km)):
        assert total == pytest.approx(sum(s.to_km - s.from_km for s in spans if s.kind == kind))
    assert path.length_km >= distance_km(coords[0], coords[-1]) * 0.97
    assert path.method
    assert all(text.endswith(".") for text in path.warnings)
    return path


@pytest.fixture(name="place")
def place_fixture() -> MakePlace:
    return make_place


@pytest.fixture(name="checked")
def checked_fixture() -> CheckPath:
    return check_path
