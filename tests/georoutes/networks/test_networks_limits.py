"""What a path may be limited to."""

from __future__ import annotations

import subprocess
import sys

import pytest

import georoutes
from georoutes import passages
from georoutes.errors import LimitError, NoPathError
from georoutes.networks import check_limits, open_network


def test_countries_are_judged_over_the_whole_leg():
    path = georoutes.path("Berlin", "Warsaw", mode="rail", via=["Moscow"])
    told = [text for text in path.warnings if "which no end or limit" in text]
    assert len(told) <= 1
    assert not any("Poland" in text for text in told)


def test_the_passages_named_are_those_of_the_data():
    assert list(open_network("sea").lanes.passage_name) == list(passages.known())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Suez Canal", "suez"),
        ("the Strait of Gibraltar", "gibraltar"),
        ("CAPE OF GOOD HOPE", "cape of good hope"),
        ("Bab el Mandeb", "bab-el-mandeb"),
        ("volga_don", "volga-don"),
        ("Danish Straits", "danish straits"),
        ("Northwest Passage", "northwest passage"),
    ],
)
def test_passages_are_known_by_their_usual_names(text, name):
    assert passages.canonical(text) == name
    assert name in passages.names()


@pytest.mark.parametrize(
    ("mode", "countries", "avoid"),
    [
        ("rail", ["RU", "kp"], []),
        ("road", [], ["by"]),
        ("sea", [], ["Bosporus"]),
        ("air", [], []),
        ("river", [], ["x"]),
    ],
)
def test_known_entries_pass_in_either_case(mode, countries, avoid):
    check_limits(mode, countries, avoid)


@pytest.mark.parametrize(
    ("mode", "countries", "avoid", "message"),
    [
        ("sea", [], ["bosprus"], r"avoid has 'bosprus', which is not known; did you mean 'bosporus'\?"),
        ("rail", "RU", [], r"countries is the text 'RU'; give a list: \['RU'\]"),
        ("sea", [], "suez", r"avoid is the text 'suez'; give a list: \['suez'\]"),
        ("unknown", [], "suez", "give a list"),
        ("road", [], [7], "avoid has 7, which is no text"),
        ("rail", ["XX"], [], "countries has 'XX', which is not known. Give ISO 3166-1"),
        ("sea", ["RU"], [], "cannot be kept to countries"),
        ("air", [], ["RU"], "cannot keep to countries"),
    ],
)
def test_others_are_refused_before_any_network_is_opened(mode, countries, avoid, message):
    with pytest.raises(LimitError, match=message):
        check_limits(mode, countries, avoid)


def test_checking_opens_no_network():
    script = (
        "import sys; from georoutes.networks import check_limits; check_limits('sea', avoid=['suez']); "
        "print('numpy' in sys.modules); check_limits('rail', ['RU']); "
        "print('georoutes.networks.graph' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "False"]


def test_networks_take_names_in_either_case(place):
    odesa, tripoli = place("Odesa", 46.4857, 30.7438), place("Tripoli", 34.4367, 35.8497)
    with pytest.raises(NoPathError, match=r"closed by avoid \(bosporus\)"):
        open_network("sea").path(odesa, tripoli, avoid=["Bosporus"])
    moscow, kazan = place("Moscow", 55.7766, 37.6573, "RU"), place("Kazan", 55.788, 49.1, "RU")
    assert open_network("rail").path(moscow, kazan, countries=["ru"]).length_km > 700


def test_a_text_for_a_list_is_refused_by_every_network(place):
    a, b = place("Odesa", 46.4857, 30.7438), place("Istanbul", 41.01384, 28.94966)
    for mode in ("sea", "rail", "road", "air"):
        with pytest.raises(LimitError, match="give a list"):
            open_network(mode).path(a, b, avoid="RU")


def test_what_avoid_closes_is_not_said_to_be_a_lake(place):
    odesa, piraeus = place("Odesa", 46.4857, 30.7438), place("Piraeus", 37.94, 23.63)
    with pytest.raises(NoPathError) as caught:
        open_network("sea").path(odesa, piraeus, avoid=["dardanelles"])
    assert "closed by avoid (dardanelles)" in str(caught.value)
    assert "lake" not in str(caught.value)


def test_a_country_that_avoid_closes_on_land_is_named(place):
    kaliningrad, moscow = place("Kaliningrad", 54.71, 20.50, "RU"), place("Moscow", 55.7766, 37.6573, "RU")
    with pytest.raises(NoPathError, match=r"Every way is closed by avoid \(LT, PL\)"):
        open_network("rail").path(kaliningrad, moscow, avoid=["LT", "PL"])


def test_a_country_allowed_and_closed_is_a_contradiction():
    with pytest.raises(LimitError, match="RU: countries allows it and avoid closes it"):
        check_limits("rail", countries=["RU", "CN"], avoid=["ru"])
