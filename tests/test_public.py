"""The public names are a promise; this list is its text."""

import subprocess
import sys

import pytest

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


def test_what_is_printed_fits_a_line():
    path = gr.path((37.62, 55.75), (30.52, 50.45), mode="air")
    assert str(path) == "<Path: 37.62, 55.75 to 30.52, 50.45; 756.9 km; basis geodesic; no warnings>"
