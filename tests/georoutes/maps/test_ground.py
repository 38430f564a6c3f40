"""Ships are drawn on water: where the basemap has land on a way by sea, the map shows the water that is there."""

import json
import re

import geopandas
import numpy as np
import pytest
import shapely
from pyproj import Geod
from shapely import LineString

import georoutes as gr
from georoutes.maps import basemap
from georoutes.maps.ground import Box, Ground, Sheet
from georoutes.maps.routemap import RouteMap
from georoutes.maps.shapes import shapes

WAYS = {
    "Odda, at the end of a fjord": ((6.55, 60.07), (-2.07, 57.14)),
    "New Orleans, up a river": ((-90.07, 29.95), (-96.13, 19.2)),
    "Istanbul to Çanakkale, through a strait": ((28.97, 41.01), (26.4, 40.15)),
    "Vancouver to Prince Rupert, among islands": ((-123.1, 49.29), (-130.33, 54.31)),
    "Quebec, up the St Lawrence": ((-71.2, 46.82), (-60.2, 46.2)),
    "Port Said to Suez, through a canal": ((32.3, 31.26), (32.55, 29.95)),
    "Yokohama to Odda, over half of the world": ((139.65, 35.45), (6.55, 60.07)),
    "Suva to Apia, over the antimeridian": ((178.42, -18.13), (-171.76, -13.83)),
}


def drawn(frame, **options):
    """What the page shows: its data, and its basemap."""
    page = RouteMap(frame, **options).to_html(compress=False)
    data = json.loads(re.search(r'id="data">(.*?)</script>', page, re.DOTALL)[1])
    return data, data["basemap"]


def points(deltas, scale):
    return np.cumsum(np.array(deltas).reshape(-1, 2), axis=0) / scale


def polygons(layer):
    rings = [[points(ring, layer["scale"]) for ring in rings] for rings in layer["land"]]
    found = [
        shapely.Polygon(one[0], [hole for hole in one[1:] if len(hole) > 3])
        for one in rings
        if len(one[0]) > 3
    ]
    return shapely.make_valid(np.array(found, dtype=object))


def km_on_land(data, ground, sea):
    """Kilometres of the ways on the network that are drawn on land."""
    layers = [*([ground["detail"]] if "detail" in ground else []), *ground["close"]]
    above = [Sheet(polygons(layer), Box(*layer["box"])) for layer in layers]
    land = Ground((Sheet(polygons(ground["world"])), *above))
    water = shapely.union_all(polygons(sea)) if sea else shapely.Point()
    total = 0.0
    for part in data["legs"][0]["parts"]:
        if part["kind"] != "network":
            continue
        line = shapely.get_coordinates(
            shapely.segmentize(LineString(points(part["line"], data["scale"])), 0.003)
        )
        middle = (line[1:] + line[:-1]) / 2
        dry = land.on_land(middle) & ~shapely.contains_xy(water, middle)
        km = np.array(Geod(ellps="WGS84").inv(*line[:-1].T, *line[1:].T)[2]) / 1000
        total += km[dry].sum()
    return total


def frame_of(path):
    spans = [{"kind": s.kind, "from_vertex": s.from_vertex, "to_vertex": s.to_vertex} for s in path.spans]
    columns = {"mode": [path.mode], "basis": [path.basis], "spans": [json.dumps(spans)]}
    return geopandas.GeoDataFrame(columns, geometry=[path.geometry], crs=4326)


@pytest.mark.parametrize("name", WAYS)
def test_a_ship_is_drawn_on_water(name):
    data, ground = drawn(frame_of(gr.path(*WAYS[name], mode="sea")))
    assert km_on_land(data, ground, ground["sea"]) < 1.0  # half a kilometre is less than the line is wide
    assert len(json.dumps(ground["sea"])) < 25_000
    if not name.startswith("Suva"):
        assert km_on_land(data, ground, None) > 0.4  # or there would be nothing to show
        assert any("GSHHG" in credit for credit in data["credits"])


def test_only_water_of_the_chart_is_shown():
    _, ground = drawn(frame_of(gr.path(*WAYS["Odda, at the end of a fjord"], mode="sea")))
    water = shapely.union_all(polygons(ground["sea"]))
    assert water.contains(shapely.Point(6.58, 60.2))  # the Sørfjord
    for town in ((7.22, 60.18), (6.1, 60.0), (6.42, 60.62)):  # Hardangervidda, the Folgefonna glacier, Voss
        assert not water.contains(shapely.Point(town))
    assert water.area * 111**2 * np.cos(np.radians(60)) < 3000  # the Hardangerfjord has some 1,000 km²


@pytest.mark.parametrize(
    "columns",
    [
        {"mode": ["sea"], "basis": ["geodesic"]},
        {"mode": ["sea"], "basis": ["given"]},
        {"mode": ["sea"], "basis": ["assumed"]},
        {"mode": ["rail"], "basis": ["network"]},
        {"mode": ["sea"], "basis": ["network"], "polarity": ["deny"]},
    ],
)
def test_what_is_no_way_on_the_network_of_the_sea_shows_no_water(columns):
    frame = geopandas.GeoDataFrame(columns, geometry=[LineString([(6.54, 60.08), (6.56, 60.2)])], crs=4326)
    data, ground = drawn(frame)
    assert ground["sea"]["land"] == []
    assert not any("GSHHG" in credit for credit in data["credits"])


def test_many_ways_in_one_fjord_show_its_water_once():
    path = gr.path(*WAYS["Odda, at the end of a fjord"], mode="sea")
    _, once = drawn(frame_of(path))
    many = geopandas.GeoDataFrame(
        {"mode": ["sea"] * 50, "basis": ["network"] * 50, "spans": list(frame_of(path)["spans"]) * 50},
        geometry=[path.geometry] * 50,
        crs=4326,
    )
    _, fifty = drawn(many)
    assert len(json.dumps(fifty["sea"])) <= len(json.dumps(once["sea"])) * 1.05


@pytest.mark.parametrize("turn", [-360.0, 0.0, 360.0])
def test_land_is_found_on_every_turn_of_the_globe(turn):
    ground = Ground((Sheet(shapes("110m")[1]["land"]),))
    spots = np.array([(37.6, 55.8), (-175.0, 66.5), (179.0, 68.0), (-30.0, 40.0), (-179.9, -85.0)])
    assert ground.on_land(spots + np.array([turn, 0.0])).tolist() == [True, True, True, False, True]


def test_a_sheet_replaces_what_lies_below_it():
    below = Sheet(np.array([shapely.box(0, 0, 10, 10)]))
    above = Sheet(np.array([shapely.box(2, 2, 3, 3)]), Box(2, 2, 6, 6))
    spots = np.array([(1.0, 1.0), (2.5, 2.5), (5.0, 5.0), (7.0, 7.0)])
    assert Ground((below, above)).on_land(spots).tolist() == [True, True, False, True]
    assert Ground((below, above)).on_land(np.empty((0, 2))).tolist() == []


def test_no_way_asks_for_no_chart():
    assert len(basemap.sea_under([], Ground(()))) == 0


def test_a_way_of_many_stretches_is_drawn():
    path = gr.path("Rotterdam", "Hamburg", mode="sea")
    line = shapely.segmentize(path.geometry, 0.02)
    count = len(line.coords)
    spans = [
        {"kind": ("network", "assumed")[n % 2], "from_vertex": n, "to_vertex": n + 1, "note": "a note"}
        for n in range(count - 1)
    ]
    columns = {"mode": ["sea"], "basis": ["network"], "spans": [json.dumps(spans)]}
    data, _ = drawn(geopandas.GeoDataFrame(columns, geometry=[line], crs=4326))
    assert len(data["legs"][0]["parts"]) == count - 1 > 200
