"""A name at the end of a leg by sea is the place where ships call, if that settles it."""

from __future__ import annotations

import pytest

import georoutes as gr
from gazetteer import Gazetteer, PlaceNotFoundError
from georoutes.seaside import by_the_sea


@pytest.fixture(name="gazetteer")
def gazetteer_fixture():
    return Gazetteer()


def test_of_several_places_the_one_by_the_sea_is_meant(gazetteer):
    assert by_the_sea("Odessa", gazetteer).place.country == "UA"
    assert by_the_sea("Valencia", gazetteer).place.country == "ES"


@pytest.mark.parametrize("name", ["Rotterdm", "Marsille", "Yokohoma", "Lagso"])
def test_a_misspelt_name_is_never_taken(gazetteer, name):
    assert by_the_sea(name, gazetteer) is None
    with pytest.raises(PlaceNotFoundError):
        gr.path(name, "Shanghai", mode="sea")
