"""Which places are numbered, which get a disc, and which are only named in a denial."""

import geopandas
import pytest
from shapely.geometry import LineString, Point

from georoutes.maps.layers import leg_records
from georoutes.maps.routemap import RouteMap
from georoutes.maps.stops import stop_records


def legs(*polarities: str) -> geopandas.GeoDataFrame:
    """Legs along the equator from A to B, from B to C and so on."""
    return geopandas.GeoDataFrame(
        {
            "origin": list("ABCDE"[: len(polarities)]),
            "destination": list("BCDEF"[: len(polarities)]),
            "polarity": list(polarities),
        },
        geometry=[LineString([(10 * n, 0), (10 * n + 10, 0)]) for n in range(len(polarities))],
        crs=4326,
    )


def places(names: str, **columns: list) -> geopandas.GeoDataFrame:
    points = [Point(10 * "ABCDEF".index(name), 0) for name in names]
    return geopandas.GeoDataFrame({"name": list(names)} | columns, geometry=points, crs=4326)


def numbers(frame: geopandas.GeoDataFrame, lines: geopandas.GeoDataFrame) -> list[str]:
    return [stop["number"] for stop in stop_records(frame, leg_records(lines))]


def test_places_of_denied_legs_alone_get_no_number() -> None:
    assert numbers(places("ABC"), legs("deny", "affirm")) == ["", "1", "2"]
    assert numbers(places("AB"), legs("deny")) == ["", ""]
    assert numbers(places("ABC"), legs("affirm", "affirm")) == ["1", "2", "3"]


def test_stop_on_the_way_of_a_denied_leg_alone_gets_no_number() -> None:
    frame = places("ABC", role=["origin", "destination", "via"])
    frame["name"] = ["A", "B", "Via"]
    frame["geometry"] = [Point(0, 0), Point(10, 0), Point(5, 20)]
    lines = legs("affirm", "deny")
    assert numbers(frame, lines) == ["1", "2", ""]
    frame["geometry"] = [Point(0, 0), Point(10, 0), Point(5, 0.1)]
    assert numbers(frame, lines) == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("precision", "radius", "area"),
    [("near", 5, True), ("area", 300, True), ("place", 22, False), ("site", 12, False)],
)
def test_discs_are_for_places_that_are_known_roughly(precision: str, radius: float, area: bool) -> None:  # noqa: FBT001 - a case of the test
    frame = places("A", precision=[precision], radius_km=[radius])
    assert stop_records(frame, [])[0]["area"] == area


def test_without_precision_the_radius_decides() -> None:
    stops = stop_records(places("AB", radius_km=[9.0, 10.0]), [])
    assert [stop["area"] for stop in stops] == [False, True]


def test_denied_area_has_no_disc() -> None:
    frame = places("AB", precision=["area", "area"], radius_km=[50.0, 50.0])
    assert not any(stop["area"] for stop in stop_records(frame, leg_records(legs("deny"))))


def test_denied_place_does_not_widen_the_view_of_what_is_drawn() -> None:
    lines = legs("affirm", "deny")
    assert RouteMap(lines, places("ABC"))._data["bounds"] == [0, 0, 10, 0]
    assert RouteMap(lines.iloc[1:], places("ABC").iloc[1:])._data["bounds"] == [10, 0, 20, 0]
