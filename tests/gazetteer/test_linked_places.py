"""Linked Places Format in and out, and a user's own places beside those of the index."""

import json
import pickle
import re
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gazetteer import (
    AmbiguousPlaceError,
    Gazetteer,
    LinkedPlace,
    Place,
    PlacesFileError,
    Toponym,
    read_places,
    write_places,
)
from gazetteer.linked_types import read_type, written_type
from gazetteer.place import PLACE_TYPES

DEPOT = Place("my:depot", "Depot 7", "military", "RU", lon=40.12, lat=45.85, radius_km=2, source="J. Doe")


def feature(**members):
    """A feature with what the format wants at least, and more."""
    least = {
        "@id": "http://example.org/places/1",
        "type": "Feature",
        "properties": {"title": "Abingdon", "ccodes": ["GB"]},
        "names": [{"toponym": "Abingdon", "lang": "en", "citations": [{"label": "Ye Olde Gazetteer"}]}],
        "types": [{"identifier": "aat:300008375", "label": "town"}],
        "geometry": {"type": "Point", "coordinates": [-1.2879, 51.6708]},
    }
    return least | members


@pytest.fixture
def written(tmp_path):
    """A function that writes features into a file."""

    def write(*features, text=None):
        path = tmp_path / "mine.json"
        collection = {"type": "FeatureCollection", "features": list(features)}
        path.write_text(json.dumps(collection) if text is None else text, encoding="utf-8")
        return path

    return write


# What is read


def test_a_feature_becomes_a_place(written):
    [linked] = read_places(written(feature()))
    assert linked.place == Place(
        "http://example.org/places/1",
        "Abingdon",
        "town",
        "GB",
        lon=-1.2879,
        lat=51.6708,
        radius_km=1.0,
        source="mine.json",
    )
    assert linked.names == (Toponym("Abingdon", "en", ({"label": "Ye Olde Gazetteer"},)),)


def test_the_example_of_the_format_is_read(written):
    """Two points of two centuries, one with a shape as WKT, and a name that is not yet known."""
    geometries = [
        {
            "type": "Point",
            "coordinates": [-1.2879, 51.6708],
            "when": {"timespans": [{"start": {"in": "1600"}}]},
        },
        {"geo_wkt": "POLYGON ((-1.3077 51.6542, -1.2555 51.6542, -1.2555 51.6908, -1.3077 51.6542))"},
        "null",
    ]
    shape = {"type": "GeometryCollection", "geometries": geometries}
    [linked] = read_places(written(feature(geometry=shape, relations=[{"relationTo": "x"}])))
    assert (linked.place.lon, linked.place.lat) == pytest.approx((-1.2816, 51.6725))
    assert linked.place.radius_km == pytest.approx(2.7, abs=0.1)
    assert linked.extra["geometry"] == shape
    assert linked.extra["relations"] == [{"relationTo": "x"}]


def test_a_line_over_the_date_line_is_not_half_a_world_away(written):
    line = {"type": "LineString", "coordinates": [[178, 65], [-170, 67]]}
    [linked] = read_places(written(feature(geometry=line)))
    assert (linked.place.lon, linked.place.lat) == (-176, 66)
    assert linked.place.radius_km < 400
    beyond = {"type": "LineString", "coordinates": [[178, 65], [190, 67]]}
    [same] = read_places(written(feature(geometry=beyond)))
    assert (same.place.lon, same.place.radius_km) == (linked.place.lon, linked.place.radius_km)


def test_one_feature_alone_and_a_byte_order_mark_are_read(written):
    assert len(read_places(written(text="\ufeff" + json.dumps(feature())))) == 1


def test_an_empty_collection_has_no_places(written):
    assert read_places(written()) == []


def test_many_places_are_read(written):
    many = [feature(**{"@id": f"my:{number}"}) for number in range(20_000)]
    assert len(read_places(written(*many))) == 20_000


def test_types_are_understood_in_several_words():
    for type_ in PLACE_TYPES:
        assert read_type([written_type(type_)]) == type_
    assert read_type([{"identifier": "http://vocab.getty.edu/aat/300387506", "label": "?"}]) == "country"
    assert read_type([{"identifier": "gn:H.STRT"}]) == "strait"
    assert read_type([{"label": "Hamlet"}]) == "town"
    assert read_type([], ["?", "T"]) == "mountain"
    assert read_type([{"label": "folly"}], ["?"]) == "site"


# What is refused


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({"@id": ""}, 'feature 1 (\'\'): it has no "@id"; give it one'),
        ({"properties": None}, 'properties have no "title"'),
        ({"properties": {"title": "…"}}, 'properties have no "title"'),
        ({"properties": {"title": 7}}, "title: must be a text, not '7'"),
        ({"properties": {"title": "a\x1b[31mb"}}, "cannot be printed; remove it"),
        ({"properties": {"title": "A", "ccodes": ["GBR"]}}, "'GBR' is not a country's two-letter code"),
        ({"properties": {"title": "A", "ccodes": "GB"}}, "ccodes: must be a list, not 'GB'"),
        ({"properties": {"title": "A", "radius_km": -1}}, "radius_km: '-1' is not a number from 0 on"),
        ({"properties": {"title": "A", "radius_km": 1e300}}, "half way round the Earth"),
        ({"names": ["Abingdon"]}, "names: must be a list of objects"),
        ({"names": [{"toponym": "-"}]}, "give each name a toponym"),
        ({"geometry": None}, "it has no location; give it coordinates, or read the file with skip_unlocated"),
        ({"geometry": {"type": "Point"}}, "a geometry needs coordinates"),
        ({"geometry": {"type": "Point", "coordinates": [51.67, 128.1]}}, "nowhere on Earth; longitude comes first"),
        ({"geometry": {"type": "Point", "coordinates": ["1", "2"]}}, "a position is [longitude, latitude]"),
        ({"geometry": {"type": "Point", "coordinates": [1]}}, "a position is [longitude, latitude]"),
        ({"geometry": [1, 2]}, "a geometry must be an object"),
    ],
)  # fmt: skip
def test_a_faulty_feature_is_named_with_the_remedy(written, members, message):
    with pytest.raises(PlacesFileError, match=re.escape(message)) as caught:
        read_places(written(feature(**members)))
    assert "mine.json: feature 1 (" in str(caught.value)


def test_two_places_of_one_id_are_refused(written):
    with pytest.raises(PlacesFileError, match=r"feature 2 .* another place before it has this @id"):
        read_places(written(feature(), feature()))


def test_places_without_a_location_may_be_left_out(written):
    path = written(feature(geometry=None), feature(**{"@id": "my:2"}))
    assert [linked.place.id for linked in read_places(path, skip_unlocated=True)] == ["my:2"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "this is no JSON"),
        ("{", "this is no JSON"),
        ("[" * 100_000, "nested too deep|this is no JSON"),
        ("[]", 'no GeoJSON "FeatureCollection"'),
        ('{"type": "FeatureCollection"}', 'no GeoJSON "FeatureCollection"'),
        ('{"type": "FeatureCollection", "features": [NaN]}', "NaN is no number in JSON"),
        ('{"type": "FeatureCollection", "features": [7]}', "feature 1: a feature must be an object, not int"),
    ],
)
def test_what_is_no_collection_is_refused(written, text, message):
    with pytest.raises(PlacesFileError, match=message):
        read_places(written(text=text))


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(PlacesFileError, match=r"none\.json: cannot be read \(No such file"):
        read_places(tmp_path / "none.json")
    with pytest.raises(PlacesFileError, match="cannot be read"):
        read_places(tmp_path)


def test_bytes_that_are_no_utf8_are_refused(tmp_path):
    path = tmp_path / "latin.json"
    path.write_bytes(b'{"type": "Feature", "properties": {"title": "K\xf6ln"}}')
    with pytest.raises(PlacesFileError, match="save it as GeoJSON in UTF-8"):
        read_places(path)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
MEMBERS = st.dictionaries(st.sampled_from([*list(feature()), "when", "links", "descriptions"]), JSON)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # nested JSON takes a while to draw
@given(MEMBERS)
def test_any_members_give_places_or_a_clear_error(tmp_path_factory, members):
    path = tmp_path_factory.mktemp("any") / "any.json"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature(**members)]}), "utf-8")
    with suppress(PlacesFileError):
        places = read_places(path, skip_unlocated=True)
        write_places(places, path)
        assert read_places(path) == places


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_places_or_a_clear_error(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("any") / "any.json"
    path.write_bytes(content)
    with pytest.raises(PlacesFileError, match=r"any\.json: "):
        read_places(path)


# What is written


def test_what_was_read_is_written_again(written, tmp_path):
    full = feature(
        when={"timespans": [{"start": {"in": "0676"}, "end": {"in": "1066"}}]},
        types=[{"identifier": "aat:300008375", "label": "town", "sourceLabels": [{"label": "Market Town"}]}],
        links=[{"type": "exactMatch", "identifier": "http://www.geonames.org/2657780/"}],
        descriptions=[{"@id": "https://example.org", "value": "a market town", "lang": "en"}],
        depictions=[{"@id": "https://example.org/a.jpg"}],
        geometry={"type": "MultiPoint", "coordinates": [[-1.28, 51.67], [-1.31, 51.64]]},
    )
    full["properties"]["colour"] = "red"
    first = read_places(written(full))
    write_places(first, tmp_path / "again.json")
    [again] = json.loads((tmp_path / "again.json").read_text("utf-8"))["features"]
    assert {key: again[key] for key in full if key != "properties"} == {
        key: full[key] for key in full if key != "properties"
    }
    assert again["properties"].items() >= full["properties"].items()
    assert read_places(tmp_path / "again.json") == first


@settings(deadline=None)
@given(
    st.builds(
        Place,
        id=st.just("my:1"),
        name=st.sampled_from(["Rajin", "나진", "طرابلس", "Ñuñoa", "Łódź"]),
        type=st.sampled_from(PLACE_TYPES),
        country=st.sampled_from(["", "KP", "RU|CN"]),
        lon=st.floats(-180, 180),
        lat=st.floats(-90, 90),
        radius_km=st.floats(0.001, 20_000),
        population=st.integers(0, 10**10),
        source=st.sampled_from(["GeoNames", "J. Doe"]),
    )
)
def test_any_place_comes_back_as_it_was(tmp_path_factory, place):
    path = tmp_path_factory.mktemp("any") / "any.json"
    linked = LinkedPlace(place, (Toponym(place.name, "ko"), Toponym("라진", "ko")))
    write_places([linked], path)
    assert read_places(path) == [linked]
    write_places([place], path)
    assert [each.place for each in read_places(path)] == [place]


def test_a_place_that_was_moved_is_not_written_where_it_was(written, tmp_path):
    [linked] = read_places(written(feature(geometry={"type": "MultiPoint", "coordinates": [[1, 1], [2, 2]]})))
    moved = replace(linked, place=replace(linked.place, lon=50.0))
    write_places([moved], tmp_path / "moved.json")
    assert read_places(tmp_path / "moved.json")[0].place.lon == 50.0


def test_a_file_is_written_whole_or_not_at_all(written):
    path = written(feature())
    before = path.read_bytes()
    bad = LinkedPlace(DEPOT, when={"start": object()})
    with pytest.raises(PlacesFileError, match="not written, for a place holds what JSON cannot"):
        write_places([DEPOT, bad], path)
    assert path.read_bytes() == before
    with pytest.raises(PlacesFileError, match="cannot be written"):
        write_places([DEPOT], path / "below" / "a file.json")
    assert [each.name for each in path.parent.iterdir()] == ["mine.json"]


# Own places are found


def test_an_own_place_is_found_in_any_of_its_names(small_index):
    names = (Toponym("Depot 7", "en"), Toponym("Склад 7", "ru"), Toponym("7호 창고", "ko"))
    gazetteer = Gazetteer(small_index, places=[LinkedPlace(DEPOT, names)])
    for name in ("Depot 7", "depot 7", "склад 7", "7호 창고"):
        match = gazetteer.match(name)
        assert match.place == DEPOT
        assert "one of your places" in match.reasons
    assert gazetteer.get("my:depot") == DEPOT
    assert gazetteer.resolve("Port Stanley").country == "FK"


def test_an_own_place_wins_as_rivals_do_and_keeps_its_rivals(gazetteer):
    own = Place("my:dunay", "Dunay", "port", "RU", lon=132.3, lat=42.9, radius_km=2)
    with Gazetteer(places=[own]) as mine:
        match = mine.match("Dunay")
        assert match.place == own
        assert {rival.id for rival in match.rivals} & {each.place.id for each in gazetteer.search("Dunay")}


def test_an_own_place_does_not_silently_take_a_great_citys_name():
    with Gazetteer(places=[Place("my:m", "Moscow", "site", "US", lon=-80, lat=30)]) as mine:
        with pytest.raises(AmbiguousPlaceError):
            mine.resolve("Moscow")
        assert mine.resolve("Moscow", country="US").id == "my:m"


def test_an_own_place_replaces_the_one_of_its_id(gazetteer):
    rajin = replace(gazetteer.resolve("Najin"), radius_km=25.0, source="J. Doe")
    with Gazetteer(places=[rajin]) as mine:
        assert mine.resolve("Rajin") == mine.get(rajin.id) == rajin
        assert [each.place.radius_km for each in mine.search("Rajin") if each.place.id == rajin.id] == [25.0]


def test_a_misspelt_own_place_is_among_the_candidates(small_index):
    own = Place("my:t", "Tikhoretskaya", "station", "RU", lon=40.1, lat=45.8)
    with pytest.raises(LookupError) as caught:
        Gazetteer(small_index, places=[own]).resolve("Tikhoretskaja")
    assert [match.place for match in caught.value.candidates] == [own]


def test_own_places_may_come_from_a_file_and_go_with_a_pickle(small_index, tmp_path):
    write_places([DEPOT], tmp_path / "mine.json")
    gazetteer = Gazetteer(small_index, places=tmp_path / "mine.json")
    again = pickle.loads(pickle.dumps(gazetteer))  # noqa: S301 - our own
    assert again.resolve("Depot 7") == gazetteer.resolve("Depot 7") == DEPOT


def test_what_is_no_place_is_refused(small_index):
    with pytest.raises(TypeError, match="places= takes Place and LinkedPlace records or the path of a file"):
        Gazetteer(small_index, places=[{"name": "Depot"}])
