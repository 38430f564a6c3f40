"""What lies at a point: checked against known places and against a search through all of them."""

import random

import geopandas
import numpy as np
import pytest
from geopy.exc import GeocoderQueryError
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point
from shapely.geometry import shape

from gazetteer import Gazetteer, HintError, Place
from gazetteer.geocoder import GazetteerGeocoder
from gazetteer.place import AREA_TYPES


def unit_vectors(lon, lat):
    """Points on the unit sphere."""
    lon, lat = np.radians(lon), np.radians(lat)
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=-1)


@pytest.fixture(scope="module")
def spots(gazetteer):
    """Every place that is no area: ids, and points on the unit sphere."""
    rows = gazetteer._index._rows(
        "SELECT number, id, lon_e5 / 1e5, lat_e5 / 1e5, type FROM place WHERE radius_m < 100000", ()
    )
    rows = [row for row in rows if row[-1] not in AREA_TYPES]
    ids = [id_ or f"geonames:{number}" for number, id_, *_ in rows]
    return ids, unit_vectors(np.array([row[2] for row in rows]), np.array([row[3] for row in rows]))


@pytest.mark.parametrize(
    ("point", "country", "name"),
    [
        ((130.29, 42.25), "KP", "Rajin"),
        ((2.3522, 48.8566), "FR", "Paris"),
        ((132.34, 42.88), "RU", "Dunay"),
        ((-68.30, -54.80), "AR", "Ushuaia"),
        ((178.44, -18.14), "FJ", "Suva"),
        ((-171.76, -13.83), "WS", "Apia"),
        ((15.63, 78.22), "NO", "Longyearbyen"),
    ],
)
def test_known_places_are_found_with_their_country(gazetteer, point, country, name):
    found = gazetteer.reverse(*point)
    assert found.country == country
    assert name in {each.place.name for each in found.places}
    assert found.nearest.distance_km < 5


@pytest.mark.parametrize(
    ("point", "water"),
    [
        ((34.0, 43.5), "Black Sea"),
        ((135.0, 40.0), "Sea of Japan"),
        ((20.0, 58.0), "Baltic Sea"),
        ((51.0, 42.0), "Caspian Sea"),
        ((-123.4, -48.9), "South Pacific"),
    ],
)
def test_the_open_sea_has_a_name_and_no_country(gazetteer, point, water):
    found = gazetteer.reverse(*point)
    assert (found.country, found.territory) == ("", "")
    assert found.waters[0].name == water
    assert found.places
    assert gazetteer.reverse(30.0, 50.0).waters == ()


@pytest.mark.parametrize(
    ("point", "waters"),
    [
        ((113.0, 12.0), ["South China Sea"]),
        ((-85.0, 60.0), ["Hudson Bay"]),
        ((-112.0, 28.0), ["Gulf of California"]),
        ((34.0, 43.5), ["Black Sea"]),
        ((132.0, 42.8), ["Peter the Great Gulf", "Sea of Japan"]),
        ((56.4, 26.5), ["Strait of Hormuz"]),
        ((-40.0, 30.0), ["North Atlantic"]),
        ((-20.0, -30.0), ["South Atlantic"]),
        ((-80.0, -35.0), ["South Pacific"]),
        ((-150.0, 40.0), ["North Pacific"]),
        ((105.0, -25.0), ["Indian Ocean"]),
        ((0.0, 86.0), ["Arctic Ocean"]),
        ((90.0, -63.0), ["Southern Ocean"]),
    ],
)
def test_a_sea_is_not_called_after_its_ocean_or_its_neighbour(gazetteer, point, waters):
    assert [each.name for each in gazetteer.reverse(*point, limit=0).waters] == waters


@pytest.mark.parametrize(
    ("point", "lakes"),
    [
        ((33.0, -1.0), ["Lake Victoria"]),
        ((108.0, 53.5), ["Lake Baikal"]),
        ((-87.0, 43.5), ["Lake Michigan"]),
        ((31.5, 60.8), ["Lake Ladoga"]),
        ((-87.7, 41.85), []),  # Chicago
        ((-90.0, 42.5), []),
        ((30.5, 50.45), []),  # Kyiv
    ],
)
def test_a_lake_is_named_and_not_the_town_beside_it(gazetteer, point, lakes):
    assert [each.name for each in gazetteer.reverse(*point, limit=0).waters] == lakes


def test_the_farthest_point_from_land_has_its_nearest_towns(gazetteer):
    """Point Nemo: Ducie Island, Easter Island and Antarctica are each 2,690 km away; people live on Easter."""
    [nearest] = gazetteer.reverse(-123.393, -48.877, limit=1, types=["town"]).places
    assert nearest.place.name == "Hanga Roa"
    assert nearest.distance_km == pytest.approx(2700, abs=30)


def test_what_is_held_and_what_is_claimed_are_both_said(gazetteer):
    crimea = gazetteer.reverse(34.1, 44.95)
    assert crimea.country == "RU"
    assert "GeoNames counts Simferopol" in crimea.notes[0]
    assert crimea.notes[0].endswith("to UA")
    western_sahara = gazetteer.reverse(-13.2, 27.15)
    assert any(note.endswith("to EH") for note in western_sahara.notes)
    assert gazetteer.reverse(37.6, 55.75).notes == ()


@pytest.mark.parametrize(
    ("point", "country", "note"),
    [
        ((44.06, 9.56), "SO", "Natural Earth draws Somaliland apart from Somalia"),
        ((33.3, 35.3), "CY", "Natural Earth draws N. Cyprus apart from Cyprus"),
        ((77.1, 35.4), "", "Natural Earth draws Siachen Glacier with no country"),
    ],
)
def test_what_is_drawn_apart_is_said_to_be(gazetteer, point, country, note):
    found = gazetteer.reverse(*point, limit=0)
    assert found.country == country
    assert note in found.notes


def test_a_quay_that_is_drawn_in_the_water_counts_to_its_shore(gazetteer):
    found = gazetteer.reverse(132.9, 42.8)
    assert found.country == "RU"
    assert found.notes[0] == "0.4 km off the shore of Russia as it is drawn at 1:10m"
    assert "Sea of Japan" in {water.name for water in found.waters}


@pytest.mark.parametrize(
    "point", [(180, -16.8), (-180, -16.8), (0, 90), (77, 90), (0, -90), (180, 90), (-180, -90)]
)
def test_the_edges_of_the_map_are_no_edges(gazetteer, spots, point):
    found = gazetteer.reverse(*point, limit=3)
    assert [each.place.id for each in found.places] == nearest_of(spots, *point, 3)
    other_way = gazetteer.reverse(-point[0], point[1], limit=3)
    if abs(point[0]) == 180:
        assert [each.place for each in other_way.places] == [each.place for each in found.places]


def nearest_of(spots, lon, lat, limit):
    """Search through all, on the unit sphere: there a chord is the shorter, the shorter the arc."""
    ids, vectors = spots
    order = np.argsort(-(vectors @ unit_vectors(lon, lat)), kind="stable")
    return [ids[at] for at in order[:limit]]


def test_the_nearest_are_what_a_search_through_all_finds(gazetteer, spots):
    dice = random.Random(7)
    points = [(dice.uniform(-180, 180), dice.uniform(-90, 90)) for _ in range(12)]
    points += [(dice.uniform(176, 180), dice.uniform(-20, -10)) for _ in range(3)]
    points += [(dice.uniform(5, 12), dice.uniform(45, 52)) for _ in range(5)]
    for point in points:
        found = gazetteer.reverse(*point, limit=4)
        assert [each.place.id for each in found.places] == nearest_of(spots, *point, 4), point


def test_types_narrow_the_search_and_areas_may_be_asked_for(gazetteer):
    assert gazetteer.reverse(40.0, 50.0, types=["spaceport"], limit=1).nearest.place.type == "spaceport"
    assert {each.place.type for each in gazetteer.reverse(132.9, 42.8, types=["port", "town"]).places} == {
        "port",
        "town",
    }
    assert gazetteer.reverse(132.0, 43.1, types=["admin"], limit=3).nearest.place.type == "admin"


def test_own_places_are_near_too():
    depot = Place("my:depot", "Depot 7", "site", "RU", lon=-20.0, lat=-40.0)
    moved = Place("geonames:2042645", "Rajin", "town", "KP", lon=-20.1, lat=-40.0)
    with Gazetteer(places=[depot, moved]) as mine:
        assert [each.place for each in mine.reverse(-20.0, -40.0, limit=2).places] == [depot, moved]
        assert "Rajin" not in {each.place.name for each in mine.reverse(130.29, 42.25).places}


def test_a_point_may_come_as_a_pair_a_place_or_a_shape(gazetteer):
    expected = gazetteer.reverse(130.29, 42.25)
    feature = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [130.29, 42.25]}}
    for point in (
        (130.29, 42.25),
        [130.29, 42.25],
        Point(130.29, 42.25),
        Point(130.29, 42.25, 3),
        feature,
        expected,
    ):
        assert gazetteer.reverse(point) == expected
    assert gazetteer.reverse(gazetteer.resolve("Najin")).nearest.distance_km == 0.0


def test_a_place_is_a_point_to_shapely_and_geopandas(gazetteer):
    place = gazetteer.resolve("Najin")
    assert shape(place) == Point(place.lon, place.lat)
    assert geopandas.GeoSeries([shape(place)]).is_valid.all()
    feature = {"type": "Feature", "properties": {"id": place.id}, "geometry": place.__geo_interface__}
    assert geopandas.GeoDataFrame.from_features([feature]).geometry[0] == Point(place.lon, place.lat)


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ((42.25, 130.29), HintError, "longitude comes first"),
        ((float("nan"), 0.0), HintError, "finite"),
        ((181.0, 0.0), HintError, "not between -180 and 180"),
        (("Najin",), TypeError, "neither a pair"),
        ((Point(),), TypeError, "neither a pair"),
        ((Point(0, 0).buffer(1),), TypeError, "neither a pair"),
        (((1, 2, 3),), TypeError, "neither a pair"),
        (("a", "b"), TypeError, "neither a name"),
    ],
)
def test_what_is_no_point_is_refused(gazetteer, arguments, error, message):
    with pytest.raises(error, match=message):
        gazetteer.reverse(*arguments)


def test_a_wrong_limit_or_type_is_refused(gazetteer):
    with pytest.raises(HintError, match="limit=-1"):
        gazetteer.reverse(0, 0, limit=-1)
    with pytest.raises(HintError, match="did you mean 'river'"):
        gazetteer.reverse(0, 0, types=["rivr"])


@settings(deadline=None, max_examples=40)
@given(st.floats(-180, 180), st.floats(-90, 90), st.integers(0, 3))
def test_any_point_on_earth_has_an_answer(lon, lat, limit):
    with Gazetteer() as gazetteer:
        found = gazetteer.reverse(lon, lat, limit=limit)
    assert len(found.places) == limit
    assert [each.distance_km for each in found.places] == sorted(each.distance_km for each in found.places)


# As geopy and geopandas ask


def test_geopandas_geocodes_backwards():
    points = [Point(130.29, 42.25), Point(40.119, 45.853)]
    for provider in (GazetteerGeocoder, GazetteerGeocoder()):
        frame = geopandas.tools.reverse_geocode(points, provider=provider)
        assert frame.address.tolist() == ["Rajin, KP", "Tikhoretsk, RU"]
    spaceports = geopandas.tools.reverse_geocode(points, provider=GazetteerGeocoder, types=["spaceport"])
    assert spaceports.address.notna().all()


def test_geopy_geocodes_backwards_latitude_first():
    geocoder = GazetteerGeocoder()
    location = geocoder.reverse((42.25, 130.29))
    assert location.raw["at"] == {"country": "KP", "territory": "North Korea", "notes": []}
    assert location.raw["distance_km"] < 2
    assert len(location.raw["boundingbox"]) == 4
    assert geocoder.reverse("42.25, 130.29").raw["id"] == location.raw["id"]
    assert len(geocoder.reverse((42.25, 130.29), exactly_one=False, limit=3)) == 3
    for nowhere in ("nowhere", (float("nan"), 0), None):
        with pytest.raises(GeocoderQueryError):
            geocoder.reverse(nowhere)


@pytest.mark.parametrize("limit", [1, 5])
def test_of_countries_the_one_that_holds_the_point_comes_first(gazetteer, limit):
    # The middle of Israel is nearer to Gaza City than that of the Palestinian territories.
    found = gazetteer.reverse(34.4, 31.45, types=["country", "territory"], limit=limit)
    assert (found.country, found.nearest.place.country) == ("PS", "PS")
    assert len(found.places) == limit == len({each.place.id for each in found.places})
    assert gazetteer.reverse(131.9, 43.1, types=["country"]).nearest.place.country == "RU"  # Vladivostok
