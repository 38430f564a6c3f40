"""Figures from two climbs of a hierarchy: the same as those of paths followed edge by edge."""

from __future__ import annotations

import random

import geopandas as gpd
import numpy as np
import platformdirs
import pytest
from shapely.geometry import LineString

import georoutes as gr
from gazetteer import Place
from georoutes.networks import open_network
from georoutes.networks.courses import Courses
from georoutes.networks.figures import figures

pytest.importorskip("routingkit_ch")


def grid(rng):
    """Lines of a small grid whose lengths are drawn by lot."""
    lines = [
        LineString([(10 + x / 10, 50 + y / 10), (10 + (x + dx) / 10, 50 + (y + dy) / 10)])
        for x in range(8)
        for y in range(8)
        for dx, dy in ((1, 0), (0, 1))
        if rng.random() < 0.9
    ]
    km = [rng.uniform(12, 24) for _ in lines]
    return gr.Network.from_lines(gpd.GeoDataFrame({"km": km}, geometry=lines, crs="EPSG:4326"), length="km")


def same(one, other):
    assert one.km == pytest.approx(other.km, abs=0.001, nan_ok=True)
    assert one.gauge_changes == pytest.approx(other.gauge_changes, nan_ok=True)
    for texts in ("countries", "passages", "warnings"):
        assert getattr(one, texts).tolist() == getattr(other, texts).tolist()
    assert list(map(str, one.error)) == list(map(str, other.error))


@pytest.mark.parametrize("seed", range(6))
def test_networks_drawn_by_lot_give_the_figures_of_their_paths(seed, numbered):
    rng = random.Random(seed)
    network = grid(rng)
    ends = [
        Place(str(i), str(i), "site", "DE", lon=rng.uniform(10, 10.8), lat=rng.uniform(50, 50.8))
        for i in range(30)
    ]
    pairs = [tuple(rng.sample(ends, 2)) for _ in range(200)]
    same(*(figures(network, numbered(pairs), fast=way) for way in (True, False)))


@pytest.mark.parametrize("limits", [((), ("AT",)), (("FR", "DE", "CH", "IT"), ()), ((), ("DE-AT",))])
def test_limits_hold_for_the_faster_engine_too(limits, numbered):
    cities = {
        "Paris": (2.36, 48.87, "FR"), "Munich": (11.56, 48.14, "DE"), "Rome": (12.5, 41.9, "IT"),
        "Salzburg": (13.05, 47.81, "AT"), "Basel": (7.59, 47.55, "CH"),
    }  # fmt: skip
    ends = [Place(name, name, "station", at[2], lon=at[0], lat=at[1]) for name, at in cities.items()]
    pairs = [(a, b) for a in ends for b in ends if a != b]
    same(*(figures(open_network("rail"), numbered(pairs), limits, fast=way) for way in (True, False)))


def test_a_cached_hierarchy_that_is_damaged_is_made_anew(numbered):
    network = grid(random.Random(1))
    a, b = (Place(str(x), str(x), "site", "DE", lon=x, lat=50.3) for x in (10.0, 10.7))
    first = figures(network, numbered([(a, b)]), fast=True)
    folder = platformdirs.user_cache_path("georoutes", appauthor=False) / "hierarchies"
    for file in folder.iterdir():
        file.write_bytes(file.read_bytes()[:100])
    same(first, figures(grid(random.Random(1)), numbered([(a, b)]), fast=True))


def test_courses_forget_no_country_and_turn_round():
    courses = Courses(["DE", "PL", "BY"])
    there = courses.joined(courses.joined(np.array([0]), np.array([1])), np.array([0]))
    whole = courses.joined(there, np.array([2]))
    assert courses.passed(int(whole[0])) == ("DE", "PL", "BY")
    assert courses.passed(int(courses.reversed(whole)[0])) == ("BY", "DE", "PL")
    kept = Courses.of(courses.texts())
    assert kept.passed(int(whole[0])) == ("DE", "PL", "BY")


def test_a_table_whose_new_places_are_all_out_of_reach(numbered):
    network = grid(random.Random(1))
    sea = [Place(str(i), str(i), "site", lon=-30.0 - i, lat=40.0) for i in range(2)]
    assert not any(error is None for error in figures(network, numbered([tuple(sea)]), fast=True).error)
