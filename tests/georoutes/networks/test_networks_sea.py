"""Sea: Pub. 151 distances (public domain, 1 nm = 1.852 km), land, passages, refusals."""

from __future__ import annotations

import re
import threading
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from shapely.geometry import Point

from gazetteer import Gazetteer, outlines
from georoutes import passages
from georoutes.errors import DataError, LimitError, NoPathError
from georoutes.networks import open_network
from georoutes.networks.base import distance_km
from georoutes.networks.sea.chart import Chart
from georoutes.networks.sea.lanes import MAJOR, Lanes, vectors

ROTTERDAM, SHANGHAI = ("Rotterdam", 51.95, 4.14, "NL"), ("Shanghai", 31.36, 121.62, "CN")
ODESA, ISTANBUL = ("Odesa", 46.4857, 30.7438, "UA"), ("Istanbul", 41.01384, 28.94966, "TR")
TRIPOLI = ("Tripoli", 34.4367, 35.8497, "LB")
BUSAN, VLADIVOSTOK = ("Busan", 35.10, 129.04), ("Vladivostok", 43.10, 131.88)
NAJIN, DUNAY = ("Najin", 42.25559, 130.28308), ("Dunay", 42.87879, 132.33542)
BAKU, AKTAU = ("Baku", 40.37, 49.85), ("Aktau", 43.65, 51.15)
MILE = 1.852


@pytest.fixture(name="sea")
def sea_fixture():
    return open_network("sea")


@pytest.mark.parametrize(
    ("stops", "km", "tolerance"),
    [
        ((BUSAN, VLADIVOSTOK), 514 * MILE, 0.03),
        ((ROTTERDAM, SHANGHAI), 10_521 * MILE, 0.03),
        ((ODESA, ISTANBUL), 345 * MILE, 0.03),
        ((NAJIN, DUNAY), 195, 0.04),
        ((("New York", 40.70, -74.02), ("Southampton", 50.90, -1.40)), 3_156 * MILE, 0.03),
        ((("Cape Town", -33.90, 18.43), ("Fremantle", -32.05, 115.74)), 4_712 * MILE, 0.03),
        ((("Valparaiso", -33.03, -71.63), ("Sydney", -33.86, 151.20)), 6_257 * MILE, 0.03),
    ],
)
def test_known_lengths(place, checked, stops, km, tolerance):
    sea = open_network("sea")
    a, b = (place(*stop) for stop in stops)
    path = checked(sea.path(a, b), a, b)
    assert path.length_km == pytest.approx(km, rel=tolerance)
    assert path.basis == "network"
    assert any("GSHHG" in credit for credit in path.attribution)


@pytest.mark.parametrize("stops", [(NAJIN, DUNAY), (BUSAN, VLADIVOSTOK), (ODESA, ("Piraeus", 37.94, 23.63))])
def test_lines_stay_off_the_land_of_another_shoreline(place, sea, stops):
    path = sea.path(*(place(*stop) for stop in stops))
    vertices = np.array(path.geometry.coords)
    sailed = [vertices[s.from_vertex : s.to_vertex + 1] for s in path.spans if s.kind == "network"]
    line = np.concatenate([np.linspace(a, b, 50) for part in sailed for a, b in pairwise(part)])
    inland = line[outlines.land().at(line) >= 0]
    narrows = [
        (29.05, 41.1),
        (26.4, 40.2),
        path.geometry.coords[0],
        path.geometry.coords[-1],
    ]  # no water at 1:10m
    inland = inland[[min(np.hypot(x - a, y - b) for a, b in narrows) > 0.35 for x, y in inland]]
    shore = outlines.land().coordinates
    # 1:10m is good to a kilometre or two: nowhere may the line lie deeper inland
    assert all(np.hypot((shore[:, 0] - x) * 0.7, shore[:, 1] - y).min() < 0.027 for x, y in inland)


def test_there_and_back_agree(place, sea):
    a, b = place(*ODESA), place(*TRIPOLI)
    assert sea.path(a, b).length_km == pytest.approx(sea.path(b, a).length_km, rel=0.005)


def test_passages_are_named_in_order_and_can_be_avoided(place, sea):
    a, b = place(*ROTTERDAM), place(*SHANGHAI)
    assert sea.path(a, b).passages[:5] == ("dover", "gibraltar", "suez", "bab-el-mandeb", "malacca")
    around = sea.path(a, b, avoid=["suez", "panama"])
    assert "cape of good hope" in around.passages
    assert around.length_km == pytest.approx(13_800 * MILE, rel=0.03)


def test_a_passage_beside_the_place_is_avoided_too(place, sea):
    with pytest.raises(NoPathError, match="bosporus"):
        sea.path(place(*ODESA), place(*ISTANBUL), avoid=["bosporus"])
    around = sea.path(place(*ROTTERDAM), place("Brest", 48.38, -4.49), avoid=["dover"])
    assert "dover" not in around.passages
    assert around.length_km > 2_000  # north about


def test_no_ocean_has_a_gap_between_the_gates(place, sea):
    every = [name for name in passages.known() if name not in {"bering", "transpolar"}]
    with pytest.raises(NoPathError, match="closed by avoid"):
        sea.path(place(*ROTTERDAM), place(*SHANGHAI), avoid=[*every, "bering", "transpolar"])


@pytest.mark.parametrize(
    ("origin", "destination"),
    [
        (("Montevideo", -34.90, -56.20), ("Saint Helena", -15.92, -5.72)),
        (("Honolulu", 21.30, -157.87), ("Kodiak", 57.78, -152.40)),
    ],
)
def test_an_open_ocean_is_crossed_straight(place, sea, origin, destination):
    a, b = place(*origin), place(*destination)
    assert sea.path(a, b).length_km == pytest.approx(distance_km((a.lon, a.lat), (b.lon, b.lat)), rel=0.03)


@pytest.mark.parametrize(
    ("spot", "port"),
    [
        ((-36.3, 46.9), ROTTERDAM),
        ((5.8, -42.1), ("Cape Town", -33.90, 18.43)),
        ((-10.0, -20.0), ("Cape Town", -33.90, 18.43)),
        ((-170.0, -40.0), ("Sydney", -33.86, 151.20)),
        ((86.7, 13.3), ("Chennai", 13.10, 80.30)),
    ],
)
def test_a_position_on_the_high_sea_is_joined_and_goes_almost_straight(place, sea, spot, port):
    ship, quay = place("ship", spot[1], spot[0]), place(*port)
    path = sea.path(ship, quay)
    assert path.connector_km < 15
    assert path.length_km < 1.04 * distance_km(spot, (quay.lon, quay.lat))


def test_from_an_island_of_the_ocean_ships_leave_to_any_side(place, sea):
    island = place("Jamestown", -15.9244, -5.7181)
    for name, lat, lon in (("Cape Town", -33.90, 18.43), ("Luanda", -8.80, 13.25), ("Rio", -22.95, -43.10)):
        path = sea.path(island, place(name, lat, lon))
        assert path.length_km < 1.05 * distance_km((island.lon, island.lat), (lon, lat))


def test_a_way_over_an_ocean_keeps_to_the_great_circle_that_was_looked_at(place, sea):
    path = sea.path(place("Cerro Azul", -13.03, -76.48), place("New Mangalore", 12.93, 74.82))
    line = np.array(path.geometry.coords)
    line = line[line[:, 1] < -58.0]  # past the South Shetland Islands, which the geodesic would touch
    share = np.linspace(0.0, 1.0, 1000)[:, None]
    assert sea.chart.water(np.concatenate([p + (q - p) * share for p, q in pairwise(line)])).all()


@pytest.mark.parametrize("avoid", [[], ["suez"]])
def test_lengths_of_many_agree_with_those_of_paths(place, sea, avoid):
    stops = [
        ROTTERDAM, SHANGHAI, ODESA, BUSAN, ("Montevideo", -34.90, -56.20), ("Saint Helena", -15.92, -5.72),
        ("Cape Town", -33.90, 18.43), ("Honolulu", 21.30, -157.87), ("Kodiak", 57.78, -152.40), BAKU,
    ]  # fmt: skip
    places = [place(*stop) for stop in stops]
    table = sea.lengths(places, places, avoid=avoid)
    for row, a in enumerate(places):
        for column, b in enumerate(places):
            if row == column:
                continue
            if BAKU[0] in {a.name, b.name}:
                assert np.isnan(table[row, column])
                continue
            assert table[row, column] == pytest.approx(sea.path(a, b, avoid=avoid).length_km, rel=0.01)


def test_who_asks_for_the_danish_straits_does_not_take_the_canal_as_well(place, sea):
    a, b = place("Hamburg", 53.54, 9.97), place("Gdansk", 54.42, 18.70)
    assert "kiel" in sea.path(a, b).passages
    around = sea.path(a, b, through=["danish straits"])
    assert "kiel" not in around.passages
    assert {"oresund", "great belt"} & set(around.passages)
    assert around.length_km == pytest.approx(sea.path(a, b, avoid=["kiel"]).length_km, rel=0.001)
    both = sea.path(a, b, through=["kiel", "great belt"])
    assert {"kiel", "great belt"} <= set(both.passages)


@pytest.mark.parametrize("spot", [(float("nan"), 5.0), (5.0, float("inf")), (95.0, 5.0)])
def test_what_is_no_position_is_refused(place, sea, spot):
    wrong, right = place("Nowhere", *spot), place(*ROTTERDAM)
    with pytest.raises(NoPathError, match=r"Nowhere has the position .* not on the globe"):
        sea.path(wrong, right)
    with pytest.raises(NoPathError, match=r"Nowhere has the position .* not on the globe"):
        sea.path(right, wrong)
    assert np.isnan(sea.lengths([right], [wrong])).all()


@pytest.mark.parametrize(
    "stop",
    [("Odda", 60.067, 6.55), ("Sunndalsora", 62.69, 8.55), ("Port Augusta", -32.49, 137.76)],
)
def test_the_heads_of_long_inlets_are_reached(place, checked, sea, stop):
    a, b = place(*stop), place(*ROTTERDAM)
    assert checked(sea.path(a, b), a, b).connector_km < 7


def test_passages_can_be_asked_for_in_order(place, sea):
    a, b = place(*ROTTERDAM), place(*SHANGHAI)
    path = sea.path(a, b, through=["Cape of Good Hope", "Lombok"])
    assert [name for name in path.passages if name in {"cape of good hope", "lombok"}] == [
        "cape of good hope",
        "lombok",
    ]
    with pytest.raises(LimitError, match="asked for and avoided at once"):
        sea.path(a, b, through=["suez"], avoid=["suez"])


def test_ice_closes_a_passage_unless_it_is_asked_for(place, sea):
    a, b = place("Sabetta", 71.27, 72.07), place(*BUSAN)
    north = sea.path(a, b, through=["northern sea route"])
    assert {"northern sea route", "bering"} <= set(north.passages)
    assert sea.path(a, b).length_km > 2 * north.length_km
    # no edge over the Pole slips past the gates
    c = sea.path(place("Longyearbyen", 78.23, 15.6), place("Nome", 64.49, -165.4))
    assert not {"northern sea route", "northwest passage"} & set(c.passages)
    assert c.length_km > 15_000


def test_draught_closes_what_is_too_shallow(place, sea):
    a, b = place(*ROTTERDAM), place(*SHANGHAI)
    assert "suez" not in sea.path(a, b, draft_m=21.0).passages
    kiel = place("Hamburg", 53.54, 9.90), place("Gdansk", 54.42, 18.70)
    assert "kiel" in sea.path(*kiel).passages
    deep = sea.path(*kiel, draft_m=12.0)
    assert {"great belt"} <= set(deep.passages)
    with pytest.raises(NoPathError, match=r"too shallow for a draught of 9 m .*st lawrence seaway"):
        sea.path(place("Duluth", 46.77, -92.10), a, draft_m=9.0)
    with pytest.raises(LimitError, match="draft_m is 0"):
        sea.path(a, b, draft_m=0)


def test_the_date_line_is_crossed_in_one_piece(place, checked, sea):
    a, b = place("Petropavlovsk-Kamchatsky", 53.0, 158.65), place("Seattle", 47.6, -122.34)
    path = checked(sea.path(a, b), a, b)
    assert path.geometry.coords[-1][0] == pytest.approx(237.66)
    assert path.length_km < 5_700
    a, b = place("Anadyr", 64.73, 177.51), place("Provideniya", 64.42, -173.23)
    assert checked(sea.path(a, b), a, b).length_km < 700


def test_straits_and_canals_are_followed(place, sea):
    path = sea.path(place(*ISTANBUL), place(*ODESA))
    for lon, lat in [(29.05, 41.08), (29.07, 41.14)]:  # the middle of the Bosporus at two of its bends
        assert path.geometry.distance(Point(lon, lat)) < 0.015
    canal = sea.path(place("Port Said", 31.27, 32.31), place("Suez", 29.95, 32.56))
    assert canal.geometry.distance(Point(32.31, 30.60)) < 0.03  # Ismailia
    assert 150 < canal.length_km < 200
    assert canal.passages == ("suez",)


@pytest.mark.parametrize(
    ("name", "lat", "lon"),
    [
        ("Hamburg", 53.54, 9.97), ("Antwerp", 51.27, 4.34), ("Rouen", 49.44, 1.06), ("New Orleans", 29.94, -90.06),
        ("Kolkata", 22.55, 88.31), ("Manaus", -3.14, -60.02), ("Montreal", 45.53, -73.53), ("Nanjing", 32.10, 118.72),
        ("Rosario", -32.95, -60.63), ("Kherson", 46.62, 32.60),
    ],
)  # fmt: skip
def test_river_ports_are_reached_by_water(place, checked, name, lat, lon):
    sea = open_network("sea")
    a, b = place(name, lat, lon), place("Dakar", 14.68, -17.42)
    path = checked(sea.path(a, b), a, b)
    assert path.connector_km < 6.0


def test_the_great_lakes_are_reached_by_the_seaway(place, sea):
    path = sea.path(place("Duluth", 46.77, -92.10), place(*ROTTERDAM))
    assert "st lawrence seaway" in path.passages
    assert path.length_km == pytest.approx(4_300 * MILE, rel=0.05)
    within = sea.path(place("Duluth", 46.77, -92.10), place("Chicago", 41.88, -87.60))
    assert "st lawrence seaway" not in within.passages


def test_the_caspian_is_a_sea_of_its_own(place, checked, sea):
    baku, aktau, odesa = place(*BAKU), place(*AKTAU), place(*ODESA)
    assert checked(sea.path(baku, aktau), baku, aktau).length_km < 500
    with pytest.raises(NoPathError, match=r"volga-don .*closed unless asked for: give via=\['volga-don'\]"):
        sea.path(baku, odesa)
    by_river = sea.path(baku, odesa, through=["volga-don"])
    assert by_river.assumed_km > 30
    assert any("assumed" in text for text in by_river.warnings)
    amirabad, astrakhan = place("Amirabad", 36.86, 53.37), place("Astrakhan", 46.34, 48.02)
    assert 1_000 < sea.path(amirabad, astrakhan).length_km < 1_400


@pytest.mark.parametrize(
    ("name", "lat", "lon"),
    [("Moscow", 55.75, 37.62), ("Ulaanbaatar", 47.92, 106.91), ("Geneva", 46.2, 6.15)],
)
def test_inland_places_are_refused_with_the_nearest_ports(place, sea, name, lat, lon):
    with pytest.raises(
        NoPathError, match=rf"{name} .* lies [\d,]+ km from water .* The nearest ports are \w+"
    ):
        sea.path(place(name, lat, lon), place(*ODESA))


def test_a_leg_that_uses_no_water_is_refused(place, sea):
    a, b = place("here", 42.2600, 130.2830), place("beside it", 42.2601, 130.2830)
    with pytest.raises(NoPathError, match="at the same point"):
        sea.path(a, b)


def test_what_lies_off_the_water_has_a_connector_and_is_told(place, sea):
    path = sea.path(place("Tikhvin hills", 45.10, 36.20), place(*ODESA))
    assert path.connector_km > 5
    assert any("lies" in text and "connector" in text for text in path.warnings)


def test_a_refusal_says_which_place_ships_do_not_reach(place, sea):
    with pytest.raises(NoPathError, match="Camp Lloyd lies on a water that ships do not reach from the sea"):
        sea.path(place("Camp Lloyd", 66.96, -50.94), place(*ROTTERDAM))


def test_what_avoid_closes_is_not_laid_to_the_ice(place, sea):
    shut = ["suez", "panama", "cape of good hope", "cape horn", "magellan"]
    with pytest.raises(NoPathError, match="closed by avoid"):
        sea.path(place(*ROTTERDAM), place(*SHANGHAI), avoid=shut)


def test_unknown_passage_lists_the_known(place, sea):
    with pytest.raises(LimitError, match=r"'kanal'.*bosporus.*suez"):
        sea.path(place(*ODESA), place(*ISTANBUL), avoid=["kanal"])
    with pytest.raises(LimitError, match=r"via has 'sues', .*did you mean 'suez'"):
        sea.path(place(*ODESA), place(*ISTANBUL), through=["sues"])


def test_every_passage_is_used_by_some_edge_but_the_little_belt(sea):
    lanes = sea.lanes
    assert set(lanes.passage_name) == set(passages.known())
    for bit, name in enumerate(lanes.passage_name):
        assert name == "little belt" or (lanes.tags >> np.uint32(bit) & 1).any(), name


def test_no_edge_of_the_network_crosses_land(sea):
    lanes = sea.lanes
    rng = np.random.default_rng(4)
    edges = rng.choice(np.flatnonzero((lanes.flags | MAJOR) == MAJOR), 2_000, replace=False)
    edges = edges[lanes.km[edges] < 300]
    a, b = vectors(lanes.node[lanes.tail[edges]]), vectors(lanes.node[lanes.head[edges]])
    share = np.linspace(0, 1, 200)[None, :, None]
    points = (a[:, None] * (1 - share) + b[:, None] * share).reshape(-1, 3)
    lon, lat = (
        np.arctan2(points[:, 1], points[:, 0]),
        np.arctan2(points[:, 2], np.hypot(points[:, 0], points[:, 1])),
    )
    assert (
        sea.chart.water(np.degrees(np.stack([lon, lat], axis=1))).mean() > 0.998
    )  # the rest lies in small harbours that the chart leaves out


@settings(max_examples=15, deadline=None)
@given(st.floats(-200, 200), st.floats(-90, 90), st.floats(-200, 200), st.floats(-90, 90))
@example(147.0, 17.0, 0.0, -51.0)  # the nearest ports lie on islands whose code is no country's
def test_any_two_points_give_a_line_or_a_reason(lon_a, lat_a, lon_b, lat_b):
    from gazetteer.place import Place  # noqa: PLC0415

    a, b = (
        Place("t:1", "A", "site", lon=lon_a, lat=lat_a),
        Place("t:2", "B", "site", lon=lon_b, lat=lat_b),
    )
    try:
        path = open_network("sea").path(a, b)
    except NoPathError as error:
        assert str(error).endswith(".")  # noqa: PT017
    else:
        assert path.length_km >= 0.99 * distance_km((lon_a, lat_a), (lon_b, lat_b))


def test_threads_agree(place, sea):
    pairs = [
        (place(*ODESA), place(*TRIPOLI)),
        (place(*BUSAN), place(*VLADIVOSTOK)),
        (place(*NAJIN), place(*DUNAY)),
    ]
    alone = [sea.path(a, b).length_km for a, b in pairs]
    together: list[list[float]] = []

    def run() -> None:
        together.append([sea.path(a, b).length_km for a, b in pairs])

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert together == [alone] * 8


def test_damaged_files_are_named(tmp_path):
    broken = tmp_path / "lanes.npz"
    broken.write_bytes(b"PK\x03\x04 nothing")
    for opener in (Lanes.open, Chart.open):
        with pytest.raises(DataError, match=r"lanes\.npz"):
            opener(broken)


MURMANSK, TIKSI = ("Murmansk", 68.97, 33.06, "RU"), ("Tiksi", 71.64, 128.87, "RU")
SABETTA, GDANSK = ("Sabetta", 71.27, 72.07, "RU"), ("Gdansk", 54.40, 18.66, "PL")
MUMBAI, PIRAEUS = ("Mumbai", 18.94, 72.86, "IN"), ("Piraeus", 37.94, 23.62, "GR")


@pytest.mark.parametrize("ends", [(MURMANSK, VLADIVOSTOK), (MURMANSK, TIKSI), (SABETTA, BUSAN)])
def test_a_detour_names_the_closed_passage_that_would_save_it(place, sea, ends):
    a, b = (place(*end) for end in ends)
    detour, advice = sea.path(a, b, advise=True).warnings[-2:]
    by_ice = sea.path(a, b, through=["northern sea route"])
    assert "times as long as the straight line" in detour
    assert f"would make it {by_ice.length_km:,.0f} km: give via=['northern sea route']" in advice
    assert by_ice.length_km < 0.5 * sea.path(a, b).length_km


def test_a_detour_round_a_continent_says_by_where_and_offers_no_ice(place, sea):
    *_, detour = sea.path(place(*ODESA), place(*GDANSK), advise=True).warnings
    assert "goes round the land by Bosporus, Dardanelles, Gibraltar, Dover, Kiel." in detour
    usual = sea.path(place(*SHANGHAI), place(*ROTTERDAM), advise=True)
    assert not any("times as long" in text for text in usual.warnings)


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ({"avoid": ["suez"]}, "Suez, closed by avoid, would make it"),
        ({"draft_m": 21.0}, r"Suez, too shallow for a draught of 21 m \(20\.1 m at most\), would make it"),
    ],
)
def test_what_a_limit_costs_is_told(place, sea, limits, words):
    *_, advice = sea.path(place(*MUMBAI), place(*PIRAEUS), advise=True, **limits).warnings
    assert re.match(words, advice)


def test_many_paths_tell_of_a_detour_without_a_second_search(place, sea):
    *_, told = sea.path(place(*MURMANSK), place(*VLADIVOSTOK)).warnings
    assert "4.0 times as long as the straight line" in told


@pytest.mark.parametrize(
    ("town", "near"),
    [
        (("Paris", 48.853, 2.349), ["Rouen", "Le Treport"]),
        (("Tripoli", 45.581, -89.985), ["Ontonagon", "Green Bay", "Marquette"]),
        (("Nairobi", -1.286, 36.817), ["Malindi", "Mombasa"]),
        (("Denver", 39.739, -104.985), ["San Diego"]),
    ],
)
def test_the_nearest_ports_are_ports_where_they_are_said_to_be(place, sea, town, near):
    with pytest.raises(NoPathError) as refused:
        sea.path(place(*town), place(*ODESA))
    told = re.findall(r"([\w '-]+) \(([\d,]+) km\)", str(refused.value).split(" ports are")[1])
    told = [(port.strip(), km) for port, km in told]
    assert {*near} <= {port for port, _ in told}
    for port, km in told:
        towns = [match.place for match in Gazetteer().search(port, types=["town"], limit=10)]
        here, said = (town[2], town[1]), float(km.replace(",", ""))
        away = min(abs(distance_km(here, (other.lon, other.lat)) - said) for other in towns)
        assert away < 20, port
