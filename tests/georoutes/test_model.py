"""What a case may say: claims, vehicles, readings."""

from dataclasses import replace

import pytest
from pydantic import ValidationError

import georoutes as gr
from gazetteer import Place
from georoutes.casefile import build_case
from georoutes.model import Case, Claim, PlaceEntry, Quantity, Vehicle

LEG = {"from": [30.7, 46.4], "to": [33.0, 45.0], "mode": "air"}


def case(**parts):
    return Case.model_validate({"title": "x", "routes": {"r": {"legs": [LEG]}}} | parts)


@pytest.mark.parametrize("number", ["9074729", "IMO 9086526", 9074729])
def test_an_imo_number_with_its_check_digit(number):
    assert Vehicle(imo=number).imo in {"9074729", "9086526"}


@pytest.mark.parametrize("number", ["9074728", "907472", "", "IMO", True])
def test_a_wrong_imo_number_is_refused(number):
    with pytest.raises(ValidationError):
        Vehicle(imo=number)


def test_an_mmsi_has_nine_digits_and_begins_with_a_flag():
    assert Vehicle(mmsi="273123456").mmsi == "273123456"
    for wrong in ("27312345", "2731234567", "000000000", "99912345a", "٢٧٣١٢٣٤٥٦"):
        with pytest.raises(ValidationError, match="MMSI"):
            Vehicle(mmsi=wrong)


def test_a_vehicle_is_known_by_something():
    with pytest.raises(ValidationError, match="needs `name`"):
        Vehicle(flag="RU")
    assert str(Vehicle(name="Razoni", flag="sl", imo="9086526")) == "Razoni (flag SL, IMO 9086526)"
    assert str(Vehicle(mmsi="273123456")) == "MMSI 273123456"


def test_a_leg_names_its_vehicle_by_id_or_in_words():
    legs = [
        LEG | {"vehicle": "ship"},
        {"from": LEG["to"], "to": LEG["from"], "mode": "air", "vehicle": "a plane"},
    ]
    frame = gr.legs(case(vehicles={"ship": {"name": "Razoni", "flag": "SL"}}, routes={"r": {"legs": legs}}))
    assert frame["vehicle"].tolist() == ["Razoni (flag SL)", "a plane"]


def test_grades_are_never_given_by_default():
    claim = Claim(quote="so")
    assert claim.credibility is claim.likelihood is claim.confidence is None
    graded = Claim(quote="so", credibility="2", likelihood="very likely", confidence="low")
    assert graded.likelihood == "very likely"
    with pytest.raises(ValidationError):
        Claim(quote="so", likelihood="probably")


def test_a_negation_needs_a_denial():
    assert Claim(quote="no", polarity="deny", negation="withheld").negation == "withheld"
    with pytest.raises(ValidationError, match="needs `polarity: deny`"):
        Claim(quote="so", negation="withheld")


def test_what_is_not_mapped_has_no_leg():
    with pytest.raises(gr.CaseError, match="says why it is `not_mapped`"):
        build_case(
            {"title": "x", "claims": {"c": {"quote": "q", "not_mapped": "no end"}}, "routes": {"r": {"legs": [LEG | {"claims": ["c"]}]}}}
        )  # fmt: skip


def test_references_of_figures_and_repeats_are_checked():
    claims = {"c": {"quote": "q", "quantity": {"value": 1, "derived_from": ["d"]}}}
    with pytest.raises(gr.CaseError, match="no claim 'd'"):
        build_case({"title": "x", "claims": claims, "routes": {"r": {"legs": [LEG]}}})
    with pytest.raises(gr.CaseError, match="itself"):
        build_case(
            {
                "title": "x",
                "claims": {"c": {"quote": "q", "may_repeat": ["c"]}},
                "routes": {"r": {"legs": [LEG]}},
            }
        )


def test_copies_of_one_report_count_once():
    sources = {
        "agency": {},
        "copy": {"derived_from": ["agency"]},
        "other": {"derived_from": ["copy"]},
        "own": {},
    }
    claims = {key: {"source": key, "quote": "q"} for key in sources}
    said = case(sources=sources, claims=claims, routes={"r": {"legs": [LEG | {"claims": list(claims)}]}})
    assert said.independent_sources(claims) == {"agency", "own"}
    assert gr.legs(said)["independent_sources"].tolist() == [2]
    found = gr.check(said)
    assert "2: the others repeat agency, own" in found["measured"].tolist()
    circle = case(
        sources={"a": {"derived_from": ["b"]}, "b": {"derived_from": ["a"]}},
        claims={"c": {"source": "a", "quote": "q"}},
    )
    assert circle.independent_sources(["c"]) == {"a"}


def test_a_metonym_is_the_country_and_not_the_city():
    legs = [{"from": "Beijing", "to": "Pyongyang", "mode": "air"}]
    said = case(places={"Beijing": {"name": "China", "reading": "metonym"}}, routes={"r": {"legs": legs}})
    china = gr.places(said).iloc[0]
    assert (china["name"], china["precision"]) == ("China", "area")
    assert gr.legs(said)["basis"].tolist() == ["schematic"]
    with pytest.raises(ValidationError, match="metonym"):
        PlaceEntry(reading="metonym")
    with pytest.raises(gr.CaseError, match="Beijing"):
        build_case(
            {
                "title": "x",
                "places": {"China": {"name": "Beijing", "reading": "metonym"}},
                "routes": {"r": {"legs": [{"from": "China", "to": "Pyongyang", "mode": "air"}]}},
            }
        )


def test_the_claims_frame_keeps_range_and_day_apart():
    claims = {
        "low": {"quote": "q", "quantity": {"min": 1000, "unit": "containers", "as_of": "2023-10-13"}},
        "one": {"quote": "q", "quantity": {"value": 11000}},
        "word": {"quote": "q", "quantity": "a set"},
    }
    frame = gr.claims(case(claims=claims)).set_index("id")
    assert frame.loc["low", "quantity_min"] == 1000
    assert frame.loc["low", ["quantity_max"]].isna().all()
    assert frame.loc["one", ["quantity_min", "quantity_max"]].tolist() == [11000, 11000]
    assert frame.loc["word", ["quantity_min", "quantity_max"]].isna().all()


def test_figures_are_written_in_words():
    assert str(Quantity(min=1000, qualifier="more than", unit="containers")) == "more than 1,000 containers"


def test_the_number_of_a_container_has_its_check_digit():
    routes = {"r": {"legs": [LEG], "containers": ["csqu3054383", "CSQU 305438-3"]}}
    frame = gr.legs(case(routes=routes))
    assert frame["containers"].tolist() == ["CSQU3054383, CSQU3054383"]
    for wrong in ("CSQU3054384", "CSQ", "1234567", ""):  # the first: one digit off
        with pytest.raises(ValidationError, match="ISO 6346"):
            case(routes={"r": {"legs": [LEG], "containers": [wrong]}})


def test_a_figure_does_not_rest_on_itself():
    claims = {"c": {"quote": "q", "quantity": {"value": 1, "derived_from": ["c"]}}}
    with pytest.raises(gr.CaseError, match="rest on itself"):
        build_case({"title": "x", "claims": claims, "routes": {"r": {"legs": [LEG]}}})


def test_case_and_route_are_one_line_in_a_notebook():
    ways = [("A", "B", "sea"), ("B", "C", "rail"), ("A", "C", "sea")]
    legs = [{"from": start, "to": end, "mode": mode} for start, end, mode in ways]
    case = Case.model_validate({"title": "x", "routes": {"r": {"cargo": "corn", "legs": legs}}})
    assert repr(case) == "<Case 'x': 1 route, 3 legs, 0 claims, 0 sources, draft>"
    assert repr(case.routes["r"]) == "<Route 'corn': A → B → C; A → C (sea, rail)>"


def test_path_and_place_are_tables_in_a_notebook_without_markup_of_their_own():
    flight = gr.path((37.62, 55.75), (30.52, 50.45), mode="air")
    table = replace(flight, warnings=("<script>x</script>",))._repr_html_()
    assert "Path of 756" in table
    assert "geodesic" in table
    assert "&lt;script&gt;" in table
    assert "<script>" not in table
    place = Place("x:1", "A <b>", "river", "KP|RU", lon=130.5, lat=42.5)._repr_html_()
    assert "<caption>A &lt;b&gt;</caption>" in place
    assert "KP, RU" in place
    assert "Inhabitants" not in place
