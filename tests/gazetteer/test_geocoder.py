"""The contracts of geopy, geopandas and contextily, tried with geopy and geopandas themselves."""

import geopandas
import pytest
from geopy.exc import ConfigurationError, GeocoderQueryError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders.base import Geocoder

from gazetteer import Gazetteer, Place
from gazetteer.geocoder import GazetteerGeocoder


@pytest.fixture(scope="module")
def geocoder():
    """A geocoder on the bundled index."""
    return GazetteerGeocoder()


def test_it_is_a_geocoder_of_geopy(geocoder):
    assert isinstance(geocoder, Geocoder)
    with pytest.raises(ConfigurationError, match="works offline"):
        geocoder._call_geocoder("https://example.org", str)


def test_a_location_is_the_place_latitude_first(geocoder):
    location = geocoder.geocode("Najin", country="KP", timeout=3)
    assert str(location) == "Rajin, KP"
    assert (location.latitude, location.longitude) == pytest.approx((42.256, 130.283), abs=0.01)
    address, (lat, lon) = location
    assert (address, lat, lon) == ("Rajin, KP", location.latitude, location.longitude)


def test_raw_says_why_and_what_else(geocoder):
    raw = geocoder.geocode("Dunay", country="RU").raw
    assert raw["id"] == "geonames:2024800"
    assert (raw["type"], raw["country"], raw["matched"], raw["kind"]) == ("town", "RU", "Dunay", "exact")
    assert raw["score"] > 0.9
    assert raw["reasons"]
    raw = geocoder.geocode("Tripoli", near="Beirut").raw
    assert any(rival["display_name"].endswith("LY") for rival in raw["rivals"])


def test_the_unknown_and_the_ambiguous_are_none(geocoder):
    assert geocoder.geocode("Xyzzyville") is None
    assert geocoder.geocode("Xyzzyville", exactly_one=False) is None
    assert geocoder.geocode("Tripoli") is None


def test_all_candidates_of_an_ambiguous_name_can_be_had(geocoder):
    found = geocoder.geocode("Tripoli", exactly_one=False)
    assert {location.raw["country"] for location in found} >= {"LY", "LB"}
    assert len(geocoder.geocode("Tripoli", exactly_one=False, limit=1)) == 1


def test_an_ambiguous_name_may_be_an_error_with_the_candidates():
    with pytest.raises(GeocoderQueryError, match="may be any of"):
        GazetteerGeocoder(refuse_ambiguous=True).geocode("Tripoli")


def test_hints_may_be_given_once_for_all():
    geocoder = GazetteerGeocoder(near="Beirut")
    assert geocoder.geocode("Tripoli").raw["country"] == "LB"
    assert geocoder.geocode("Tripoli", near="Benghazi").raw["country"] == "LY"


@pytest.mark.parametrize("hint", [{"country": "Narnia"}, {"types": ["rivr"]}, {"near": (0, 99)}])
def test_a_wrong_hint_is_an_error_of_geopy(geocoder, hint):
    with pytest.raises(GeocoderQueryError):
        geocoder.geocode("Najin", **hint)


@pytest.mark.parametrize("query", [None, float("nan"), 7, b"Najin", {"city": "Najin"}])
def test_a_query_that_is_no_text_is_an_error_of_geopy(geocoder, query):
    with pytest.raises(GeocoderQueryError, match="must be a text"):
        geocoder.geocode(query)


# geopandas


@pytest.mark.parametrize("provider", [GazetteerGeocoder, GazetteerGeocoder()])
def test_geopandas_geocodes_with_the_class_and_with_an_instance(provider):
    names = ["Najin", "Tripoli", "Xyzzyville", "Тихорецк", None]
    frame = geopandas.tools.geocode(names, provider=provider)
    assert frame.crs == "EPSG:4326"
    assert frame.geometry.is_empty.tolist() == [False, True, True, False, True]
    assert frame.address[3].startswith("Tikhoretsk")
    assert frame.geometry[0].x == pytest.approx(130.283, abs=0.01)


def test_geopandas_passes_hints_on():
    frame = geopandas.tools.geocode(["Tripoli"], provider=GazetteerGeocoder, near="Beirut")
    assert frame.address.tolist() == ["Tripoli, LB"]
    frame = geopandas.tools.geocode(["Tripoli"], provider=GazetteerGeocoder(), near="Beirut")
    assert frame.address.tolist() == ["Tripoli, LB"]


def test_an_instance_keeps_its_hints_for_geopandas_unless_others_are_given():
    lebanon = GazetteerGeocoder(country="LB")
    assert geopandas.tools.geocode(["Tripoli"], provider=lebanon).address.tolist() == ["Tripoli, LB"]
    frame = geopandas.tools.geocode(["Tripoli"], provider=lebanon, country="LY")
    assert frame.address.tolist() == ["Tripoli, LY"]
    with pytest.raises(GeocoderQueryError, match="may be any of"):
        GazetteerGeocoder(refuse_ambiguous=True)().geocode("Tripoli")


# The options of geopy's other geocoders


def test_the_options_of_other_geocoders_are_borne_with_or_used(geocoder):
    options = {
        "language": "en",
        "addressdetails": True,
        "namedetails": True,
        "extratags": True,
        "geometry": "wkt",
    }
    assert geocoder.geocode("Seoul", **options).address == "Seoul, KR"
    assert geocoder.geocode("Tripoli", country_codes="lb").address == "Tripoli, LB"
    assert geocoder.geocode("Tripoli", country_codes=["LY"]).address == "Tripoli, LY"
    assert geocoder.geocode("Georgia", featuretype="country").address == "Georgia, GE"
    assert geocoder.reverse((42.25, 130.29), language="en", zoom=10).address == "Rajin, KP"
    assert GazetteerGeocoder(user_agent="my-atlas/1.0", timeout=3).geocode("Najin").address == "Rajin, KP"


def test_an_option_that_cannot_be_followed_is_an_error(geocoder):
    with pytest.raises(TypeError, match=r"geocode\(\) has no option 'contry'; did you mean 'country'"):
        geocoder.geocode("Seoul", contry="KR")
    with pytest.raises(TypeError, match=r"reverse\(\) has no option 'radius'; known are language"):
        geocoder.reverse((42.25, 130.29), radius=3)
    with pytest.raises(TypeError, match=r"GazetteerGeocoder\(\) has no option 'api_key'"):
        GazetteerGeocoder(api_key="x")
    with pytest.raises(GeocoderQueryError, match="one country can be asked for"):
        geocoder.geocode("Tripoli", country_codes=["LB", "LY"])
    with pytest.raises(GeocoderQueryError, match="none of country, state, city, settlement"):
        geocoder.geocode("Tripoli", featuretype="river")


# geopy's rate limiter


def test_the_rate_limiter_asks_once_for_each_name(geocoder):
    limited = RateLimiter(geocoder.geocode, min_delay_seconds=0, swallow_exceptions=False)
    found = [limited(name) for name in ("Najin", "Tripoli", "Xyzzyville")]
    assert [location and location.address for location in found] == ["Rajin, KP", None, None]


# contextily.Place reads south, north, west and east from raw["boundingbox"], and the title from "display_name"


@pytest.mark.parametrize(
    ("place", "box"),
    [
        (Place("my:a", "Alpha", "town", lon=10, lat=0, radius_km=111.195), [-1, 1, 9, 11]),
        (Place("my:b", "Bravo", "town", lon=0, lat=90, radius_km=111.195), [89, 90, -180, 180]),
        (Place("my:c", "Charlie", "town", lon=180, lat=0, radius_km=111.195), [-1, 1, 179, 180]),
        (Place("my:d", "Delta", "town", lon=0, lat=0), [-0.009, 0.009, -0.009, 0.009]),
    ],
)
def test_the_bounding_box_holds_the_disc_and_stays_on_the_map(small_index, place, box):
    raw = GazetteerGeocoder(Gazetteer(small_index, places=[place])).geocode(place.name).raw
    assert [float(side) for side in raw["boundingbox"]] == pytest.approx(box, abs=0.001)
    assert raw["display_name"] == place.name
