"""The public names are a promise; this list is its text."""

import subprocess
import sys

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import LineString

import gazetteer
import georoutes as gr

GAZETTEER = {
    "AmbiguousPlaceError", "Gazetteer", "LinkedPlace", "Match", "Nearby", "Place", "PlaceNotFoundError", "Toponym",
    "Whereabouts", "read_places", "resolve_frame", "write_places",
}  # fmt: skip
GEOROUTES = {
    "CLAIM_COLUMNS", "LEG_COLUMNS", "PLACE_COLUMNS",
    "Alternative", "Case", "CaseError", "Claim", "DataError", "DateError", "FrameError", "GeoroutesError", "Leg", "LimitError", "MissingExtraError", "Network", "NoPathError", "OptionError",
    "Path", "Route",
    "Source", "Suggestion", "WriteError", "WrongTypeError", "alternatives", "check", "claims", "draw", "figure", "legs", "path", "places", "read_case", "route_frame", "schema",
    "suggest",
    "write",
}  # fmt: skip
MOVES = pd.DataFrame(
    {"origin": [(16.0, 52.4), None], "destination": [(17.9, 52.4), (17.9, 52.4)]}, index=["a", "b"]
)
METHODS = {"get", "match", "resolve", "resolve_all", "resolve_mentions", "reverse", "search"}


def test_gazetteer_keeps_its_names():
    assert set(gazetteer.__all__) >= GAZETTEER
    for name in gazetteer.__all__:
        assert getattr(gazetteer, name).__doc__, name


def test_georoutes_keeps_its_names():
    assert set(gr.__all__) == GEOROUTES
    assert gr.__all__ == sorted(gr.__all__)
    for name in gr.__all__:
        assert getattr(gr, name).__doc__, name


def test_every_public_function_has_an_example():
    functions = [getattr(gr, name) for name in gr.__all__ if name[0].islower()]
    methods = [getattr(gazetteer.Gazetteer, name) for name in METHODS]
    for function in [*functions, *methods]:
        assert ">>>" in function.__doc__, function.__name__


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'mapp'"):
        _ = gr.mapp


def test_imports_are_light():
    program = "import sys, georoutes, gazetteer; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split()
    heavy = {"folium", "geopandas", "numpy", "pandas", "pydantic", "scipy", "shapely"}
    assert heavy.isdisjoint(loaded)


def test_errors_have_parents_from_the_standard_library():
    assert issubclass(gr.CaseError, ValueError)
    assert issubclass(gr.NoPathError, LookupError)
    assert issubclass(gr.WriteError, OSError)
    assert issubclass(gazetteer.PlaceNotFoundError, LookupError)
    assert issubclass(gazetteer.AmbiguousPlaceError, LookupError)
    assert issubclass(gr.OptionError, ValueError)
    assert issubclass(gr.WrongTypeError, TypeError)
    assert issubclass(gr.MissingExtraError, ModuleNotFoundError)


@pytest.mark.parametrize(
    ("wrong", "kind", "said"),
    [
        (lambda: gr.path(None, "Paris", mode="air"), ValueError, "None is not a place"),
        (lambda: gr.path("Paris", (0, 99), mode="air"), ValueError, "latitude 99"),
        (lambda: gr.path("Paris", "Lyon", mode="rail", avoid=None), TypeError, "avoid is None"),
        (lambda: gr.path("Paris", "Lyon", mode="rail", networks=5), TypeError, "gr.Network"),
        (lambda: gr.route_frame([1, 2]), TypeError, "DataFrame"),
        (lambda: gr.route_frame(MOVES, mode="air", errors="ignore"), ValueError, "'raise' or 'coerce'"),
        (lambda: gr.route_frame(MOVES, mode="air"), ValueError, r"row 'b' .*: no place is given"),
        (gr.draw, TypeError, "read_case"),
        (lambda: gr.draw("case.yaml"), TypeError, "read_case"),
        (lambda: gr.draw(places=[], worldview="china"), ValueError, "worldview is 'china'"),
    ],
)
def test_wrong_arguments_are_errors_of_the_package(wrong, kind, said):
    with pytest.raises(gr.GeoroutesError, match=said) as caught:
        wrong()
    assert isinstance(caught.value, kind)


def test_one_network_and_one_place_on_the_way_need_no_list():
    line = gpd.GeoDataFrame(geometry=[LineString([(16.0, 52.4), (17.9, 52.4)])], crs="EPSG:4326")
    network = gr.Network.from_lines(line)
    path = gr.path((16.0, 52.4), (17.9, 52.4), mode="rail", via="Poznan", networks=network)
    assert "lines of your own" in path.method
    assert path.length_km > path.direct_km
    table = gr.route_frame(MOVES.loc[["a"]], mode="rail", networks=network)
    assert table["error"].isna().all()


def test_what_is_printed_fits_a_line():
    path = gr.path((37.62, 55.75), (30.52, 50.45), mode="air")
    assert str(path) == "<Path: 37.62, 55.75 to 30.52, 50.45; 756.9 km; basis geodesic; no warnings>"
