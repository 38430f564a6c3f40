"""The cases made of five articles: 108 statements of movement, each accounted for in its own way."""

import re

import pytest

import georoutes as gr

COUNTS = {"A": 20, "B": 18, "C": 16, "D": 32, "E": 22}
IDS = {f"{letter}{number:02}" for letter, count in COUNTS.items() for number in range(1, count + 1)}

ROUTED = {"C03", "E02", "E03"}
DENIALS = {
    "A05", "A07", "A08", "A10", "A16", "B04", "B05", "B08", "B16", "C04", "C05", "C12", "C13", "D15", "E11",
}  # fmt: skip
ARCS = {
    "A01", "A02", "A06", "A09", "A11", "A14", "A15", "B01", "B03", "B06", "B07", "B09", "B10", "B11", "B14",
    "C01", "C02", "C07", "C08", "C09", "C10", "C11", "D01", "D02", "D04", "D05", "D06", "D08", "D09", "D10",
    "D18", "D20", "D21", "D22", "D23", "D24", "D25", "D27", "E01", "E05", "E09", "E10", "E19", "E20",
}  # fmt: skip
FORETOLD = {"B06", "B07", "C01", "C02", "C03", "C07", "C09", "C10", "D18", "D22", "D24", "E09"}


def movements(case):
    return {key: claim for key, claim in case.claims.items() if re.fullmatch(r"[A-E]\d\d", key)}


@pytest.fixture(scope="module")
def combined(examples):
    return gr.read_case(examples / "north_korea_russia.yaml")


@pytest.fixture(scope="module")
def legs(combined):
    return gr.legs(combined)


@pytest.fixture(scope="module")
def findings(combined):
    return gr.check(combined).set_index(["about", "check"]).sort_index()


def basis_of(legs):
    """Each claim with the bases of the lines that rest on it; "" for a line that is not drawn."""
    found = {}
    for row in legs.itertuples():
        for key in row.claims.split(", "):
            found.setdefault(key, set()).add(row.basis)
    return found


def test_each_of_the_108_statements_is_there_and_in_one_way_only(combined, legs):
    assert len(IDS) == 108
    claims = movements(combined)
    assert claims.keys() == IDS
    drawn = {key for key, bases in basis_of(legs).items() if bases != {""}}
    assert drawn == ROUTED | ARCS
    assert {key for key, claim in claims.items() if claim.polarity == "deny"} == DENIALS
    assert {key for key, claim in claims.items() if claim.not_mapped} == IDS - drawn - DENIALS


def test_only_three_legs_are_routed_and_the_rest_are_arcs(legs):
    bases = basis_of(legs)
    assert {key for key, found in bases.items() if found == {"network"}} == ROUTED
    assert {key for key, found in bases.items() if found == {"schematic"}} == ARCS


def test_no_denial_is_drawn(legs):
    denied = legs[legs["claims"].map(lambda keys: bool(set(keys.split(", ")) & DENIALS))]
    assert len(denied) == 6
    assert denied.geometry.isna().all()
    assert (legs["polarity"] == "deny").sum() == len(denied)


def test_what_is_only_foretold_or_wanted_is_marked(legs):
    marked = legs[legs["modality"].isin({"predicted", "sought", "sought, predicted"})]
    assert {key for keys in marked["claims"] for key in keys.split(", ")} == FORETOLD


def test_the_article_cases_hold_the_same_statements(examples, combined):
    found = {}
    for path in sorted((examples / "articles").glob("*.yaml")):
        case = gr.read_case(path)
        assert len(case.sources) == 1
        found |= movements(case)
    assert found.keys() == IDS
    for key, claim in found.items():
        assert claim.quote == combined.claims[key].quote
        assert len(claim.quote.split()) <= 25


@pytest.mark.parametrize(
    "side_by_side",
    [
        {"D04", "D08", "D09", "D10", "E01"},  # containers, at different days
        {"C02", "C03", "C04", "C05", "D06"},  # forecasts, doubts and the outcome
        {"D01", "D02"},  # the 18th or the 19th
        {"D12", "D07"},  # the satellite
        {"A09", "A10"},  # the train
        {"B03", "B04", "B16"},  # the shells
        {"E08", "E11"},  # the technology
        {"A09", "C08", "C11"},  # one shipment or three
        {"A11", "C12", "D29"},  # what became of the weapons
        {"A05", "A06", "A07", "A08"},  # what China sends, withholds and has halted
        {"D18", "D22"},  # how many workers are wanted; those who are there (D20) are another matter
    ],
    ids=lambda keys: "-".join(sorted(keys)),
)
def test_conflicts_are_linked(combined, side_by_side):
    links = set()
    for key in side_by_side:
        claim = combined.claims[key]
        others = {*claim.disputes, *claim.conflicts_with, *claim.may_repeat, claim.superseded_by}
        links |= {frozenset((key, other)) for other in others & side_by_side}
    reached = {min(side_by_side)}
    while grown := {key for link in links if link & reached for key in link} - reached:
        reached |= grown
    assert reached == side_by_side


@pytest.mark.parametrize(
    ("claim", "kind", "verdict"),
    [
        ("E03", "distance to border UA", "agrees"),  # roughly 200 km
        ("vostochny", "distance to border KP/RU", "note"),  # "not too far" is no figure
        ("southeast-asia", "in", "differs"),
        ("B06", "length of border KP/RU", "note"),  # 11 miles, too short for the outlines
        ("dmz", "length of border KP/KR", "agrees"),
    ],
)
def test_the_geography_in_print_is_measured_and_the_view_is_named(findings, claim, kind, verdict):
    found = findings.loc[(f"claim {claim}", kind)]
    assert found["verdict"] == verdict
    assert found["data"]
    if "border" in kind:
        assert "as they are administered, not as they are claimed" in found["data"]


def test_vostochny_is_a_thousand_km_from_the_border(findings):
    km = findings.loc[("claim vostochny", "distance to border KP/RU"), "measured"].split()[0]
    assert 1_000 < float(km.replace(",", "")) < 1_100


def test_dates_in_the_articles_own_words_agree_with_their_legs(findings):
    words = findings.xs("date in words", level="check")
    assert len(words) >= 14
    assert set(words["verdict"]) <= {"agrees", "note"}
    assert words.loc["claim A01", "measured"].startswith("2023-07-24/2023-07-30")


def test_nothing_in_the_case_is_wrong(findings):
    assert set(findings.index[findings["verdict"] == "wrong"]) == set()


def test_two_flows_of_oil_are_no_conflict(combined):
    for key in ("B09", "B10"):
        claim = combined.claims[key]
        assert claim.conflicts_with == claim.disputes == ()


def test_figures_of_different_days_stand_side_by_side_and_are_never_added(combined, legs):
    total = legs.set_index("route").loc["arms-total", "quantity"]
    assert "more than 1,000 containers" in total
    assert "more than 3,000 containers" in total
    assert "11,000 containers" in total
    assert "15,000" not in total
    figures = gr.claims(combined).set_index("id").loc[["E01", "D09", "D10"]]
    assert figures["as_of"].tolist() == ["2023-10-13", "2024-02", "../2024-06-19"]
    assert figures["cumulative"].all()


def test_the_tracked_set_is_not_the_total(legs):
    assert (
        legs.set_index(["route", "leg"]).loc[("reference-shipment", 1), "quantity"] == "a set of containers"
    )


def test_a_seat_of_power_that_sends_is_its_country(combined):
    places = gr.places(combined).set_index("name")
    assert "“government in Beijing” for its government" in places.loc["China", "source"]
    assert places.loc["China", "precision"] == "area"
    assert "Beijing" not in places.index


def test_no_line_is_invented_inside_the_two_regions(legs):
    assert legs.set_index("route").loc["through-two-regions", "basis"] == "schematic"


def test_the_repeats_of_one_event_share_a_leg(legs):
    together = {tuple(keys.split(", ")) for keys in legs["claims"]}
    assert {("A01", "B01"), ("A02", "B11"), ("D01", "D02"), ("D06", "E05")} <= together
