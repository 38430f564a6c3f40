"""A path that could have been another line says so; one that could not says nothing."""

from __future__ import annotations

import re

import geopandas as gpd
import pytest
from shapely.geometry import LineString

import georoutes as gr
from georoutes.networks import open_network


def warned(path):
    return [text for text in path.warnings if "another railway" in text]


def ladder(*ways):
    """Lines from (10, 50) to (13, 50), each by a latitude of its own."""
    lines = [LineString([(10, 50), (10.5, lat), (12.5, lat), (13, 50)]) for lat in ways]
    lines += [LineString([(9, 50), (10, 50)]), LineString([(13, 50), (14, 50)])]
    return gr.Network.from_lines(gpd.GeoDataFrame(geometry=lines, crs="EPSG:4326"))


def network_of(*points):
    lines = [LineString(line) for line in points]
    return gr.Network.from_lines(gpd.GeoDataFrame(geometry=lines, crs="EPSG:4326"))


@pytest.mark.parametrize("start", [(10, 50.05), (10.01, 50), (11, 50.2)])
def test_one_line_has_no_other(start):
    # its only inner node is where it crosses a border
    network = network_of([(10, 50), (13, 50)])
    for a, b in ((start, (13, 50.05)), ((13, 50.05), start)):
        assert not warned(gr.path(a, b, mode="rail", networks=[network]))


def test_a_spur_and_a_way_over_a_border_and_back_are_no_other_line():
    spur = network_of([(10, 50), (11.5, 50), (13, 50)], [(11.5, 50), (11.5, 50.3)])
    assert not warned(gr.path((10, 50), (13, 50), mode="rail", networks=[spur]))
    # a loop of some kilometres where the line crosses the border, which costs as much as 200 km
    loop = network_of([(10, 50), (12.3, 50), (12.5, 50), (13, 50)], [(12.3, 50), (12.4, 50.1), (12.5, 50)])
    assert not warned(gr.path((10, 50), (13, 50), mode="rail", networks=[loop]))


@pytest.mark.parametrize(
    ("mode", "ends"),
    [
        ("rail", ((104.922, 11.573, "KH"), (103.53, 10.61, "KH"))),
        ("road", ((113.55, 22.19, "MO"), (113.57, 22.27, "CN"))),
    ],
)
def test_nothing_is_replaced_by_a_line_in_place_of_nothing(place, mode, ends):
    (lon, lat, here), (x, y, there) = ends
    path = open_network(mode).path(place("a", lat, lon, here), place("b", y, x, there))
    assert not any("in place of" in text for text in path.warnings)


def path_by(network):
    return gr.path((9.9, 50), (13.1, 50), mode="rail", networks=[network])


def test_a_line_a_little_longer_is_told_with_its_length_and_where_it_leads():
    (text,) = warned(path_by(ladder(50.05, 50.3)))
    km, instead = map(int, re.findall(r"(\d+) km", text)[:2])
    whole = path_by(ladder(50.3)).length_km
    assert km == pytest.approx(whole, abs=20)
    assert km - instead == pytest.approx(whole - path_by(ladder(50.05)).length_km, abs=1.1)
    assert "by 50.30° N" in text
    assert "via" in text


def test_the_range_of_lengths_is_that_of_the_lines():
    network = ladder(50.05, 50.2, 50.35)
    (text,) = warned(path_by(network))
    low, high = map(int, re.search(r"between (\d+) and (\d+) km", text).groups())
    assert low == pytest.approx(path_by(ladder(50.05)).length_km, abs=1)
    assert high == pytest.approx(path_by(ladder(50.35)).length_km, abs=1)


def test_lines_that_change_the_length_by_little_are_not_told():
    assert not warned(path_by(ladder(50.15, 50.25)))


def test_the_range_holds_the_length_by_the_railway_that_runs(place):
    # by Brno, where the trains run, 400 km; the shortest in the data is by Tábor
    path = open_network("rail").path(place("a", 50.083, 14.436, "CZ"), place("b", 48.185, 16.376, "AT"))
    (text,) = warned(path)
    low, high = map(int, re.search(r"between (\d+) and (\d+) km", text).groups())
    assert low == pytest.approx(path.length_km, abs=1)
    assert high == pytest.approx(400, rel=0.05)


def test_a_line_much_longer_and_the_other_track_are_not_told():
    assert not warned(path_by(ladder(50.05, 51.5)))
    assert not warned(path_by(ladder(50.05, 50.06)))
    assert not warned(path_by(ladder(50.05)))


@pytest.mark.parametrize(
    ("ends", "told"),
    [
        # by Tábor and by Brno: 350 and 400 km
        (((14.436, 50.083, "CZ"), (16.376, 48.185, "AT")), True),
        # the high-speed line and the old one by Dijon or Nevers: 427 and 507 km
        (((2.3735, 48.8443, "FR"), (4.8594, 45.7606, "FR")), True),
        # one line along the Nile
        (((31.247, 30.063, "EG"), (32.899, 24.099, "EG")), False),
    ],
)
def test_lines_known_to_compete(place, ends, told):
    (lon, lat, here), (x, y, there) = ends
    path = open_network("rail").path(place("a", lat, lon, here), place("b", y, x, there))
    assert bool(warned(path)) is told
