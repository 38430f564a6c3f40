"""Sea: Pub. 151 distances (public domain, 1 nm = 1.852 km), land, passages, refusals."""

from __future__ import annotations

import numpy as np
import pytest

from gazetteer import outlines
from georoutes.errors import NoPathError
from georoutes.networks import open_network
from georoutes.networks.lanes import densify

ROTTERDAM, SHANGHAI = ("Rotterdam", 51.95, 4.14, "NL"), ("Shanghai", 31.36, 121.62, "CN")
ODESA, ISTANBUL = ("Odesa", 46.4857, 30.7438, "UA"), ("Istanbul", 41.01384, 28.94966, "TR")


@pytest.mark.parametrize(
    ("stops", "km", "tolerance"),
    [
        ((("Busan", 35.10, 129.04), ("Vladivostok", 43.10, 131.88)), 514 * 1.852, 0.04),
        ((ROTTERDAM, SHANGHAI), 10_521 * 1.852, 0.04),
        ((ODESA, ISTANBUL), 650, 0.03),
        ((("Najin", 42.25559, 130.28308), ("Dunay", 42.87879, 132.33542)), 192, 0.05),
    ],
)
def test_known_lengths(place, checked, stops, km, tolerance):
    a, b = (place(*stop) for stop in stops)
    path = checked(open_network("sea").path(a, b), a, b)
    assert path.length_km == pytest.approx(km, rel=tolerance)
    assert path.basis == "network"


def test_a_short_hop_goes_round_the_capes(place):
    path = open_network("sea").path(place("Najin", 42.25559, 130.28308), place("Dunay", 42.87879, 132.33542))
    vertices = list(path.geometry.coords)
    sea = [vertices[s.from_vertex : s.to_vertex + 1] for s in path.spans if s.kind == "network"]
    samples = np.array([point for stretch in sea for point in densify(stretch, 0.5)])
    assert (outlines.land().at(samples) < 0).all()
    assert path.connector_km < 6.0
    assert "searoute" not in path.method + " ".join(path.attribution)
    assert not path.warnings


def test_passages_are_named_and_can_be_avoided(place):
    sea = open_network("sea")
    a, b = place(*ROTTERDAM), place(*SHANGHAI)
    assert "suez" in sea.path(a, b).passages
    around = sea.path(a, b, avoid=["suez", "panama"])
    assert not {"suez", "panama"} & set(around.passages)
    assert around.length_km == pytest.approx(13_800 * 1.852, rel=0.04)


def test_the_date_line_is_crossed_in_one_piece(place, checked):
    a, b = place("Petropavlovsk-Kamchatsky", 53.0, 158.65), place("Seattle", 47.6, -122.34)
    path = checked(open_network("sea").path(a, b), a, b)
    assert path.geometry.coords[-1][0] == pytest.approx(237.66)
    assert path.length_km < 6_000


def test_there_and_back_agree(place):
    sea = open_network("sea")
    a, b = place(*ODESA), place("Tripoli", 34.4367, 35.8497)
    assert sea.path(a, b).length_km == pytest.approx(sea.path(b, a).length_km, rel=0.01)


@pytest.mark.parametrize(("name", "lat", "lon"), [("Moscow", 55.75, 37.62), ("Geneva", 46.2, 6.15)])
def test_inland_places_are_refused_with_the_distance(place, name, lat, lon):
    with pytest.raises(NoPathError, match=rf"{name} .* lies [\d,]+ km from the sea"):
        open_network("sea").path(place(name, lat, lon), place(*ODESA))


def test_the_caspian_is_a_sea_of_its_own(place, checked):
    sea = open_network("sea")
    baku, aktau = place("Baku", 40.37, 49.85), place("Aktau", 43.65, 51.15)
    assert checked(sea.path(baku, aktau), baku, aktau).length_km < 500
    with pytest.raises(NoPathError, match="No sea path joins"):
        sea.path(baku, place(*ODESA))


def test_unknown_passage_lists_the_known(place):
    with pytest.raises(ValueError, match=r"'kanal'.*bosporus.*suez"):
        open_network("sea").path(place(*ODESA), place(*ISTANBUL), avoid=["kanal"])
    with pytest.raises(ValueError, match="countries"):
        open_network("sea").path(place(*ODESA), place(*ISTANBUL), countries=["TR"])


def test_land_under_the_lanes_is_reported(place):
    path = open_network("sea").path(place(*ISTANBUL), place("Tripoli", 34.4367, 35.8497))
    assert any("cross land (Turkey)" in text for text in path.warnings)


def test_a_short_hop_over_the_date_line(place, checked):
    a, b = place("Anadyr", 64.73, 177.51), place("Provideniya", 64.42, -173.23)
    assert checked(open_network("sea").path(a, b), a, b).length_km < 700


def test_a_leg_that_uses_no_water_is_refused(place):
    a, b = place("Moscow", 55.75, 37.62), place("Geneva", 46.2, 6.15)
    with pytest.raises(NoPathError):
        open_network("sea").path(a, b)
    c, d = place("inland", 42.2600, 130.2830), place("beside it", 42.2601, 130.2830)
    with pytest.raises(NoPathError, match="at the same point"):
        open_network("sea").path(c, d)
