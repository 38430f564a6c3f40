"""The headline adds up only what may be added."""

from georoutes.maps.facts import facts


def leg(**more: object) -> dict:
    base = {"parts": [1], "basis": "network", "length_km": 650.0, "assumed_km": None}
    return base | {"modalities": [], "doubted": False, "denied": False} | more


def doubted(*modalities: str) -> dict:
    return leg(modalities=list(modalities), doubted=True, length_km=1500.0, earliest="2022-08-03")


def test_doubted_legs_are_counted_beside_the_total() -> None:
    said = facts([leg(earliest="2022-08-01", latest="2022-08-03"), doubted("predicted")])
    assert said == (
        "1 leg · 1 Aug 2022 to 3 Aug 2022 · about 650 km, all inferred · and 1 leg that is only predicted"
    )
    assert facts([leg(), doubted("alleged"), doubted("sought")]).endswith(
        " · and 2 legs that are only alleged or sought"
    )


def test_nothing_that_may_be_summed_gives_no_total() -> None:
    assert facts([doubted("predicted")]) == "1 leg that is only predicted"
    assert facts([leg(basis="schematic")]) == "1 leg"


def test_arcs_and_legs_without_a_length_are_left_out_and_named() -> None:
    said = facts([leg(), leg(basis="schematic", length_km=4000.0), leg(length_km=None)])
    assert (
        said
        == "3 legs · about 650 km, all inferred, without 1 arc between areas, without 1 leg of unknown length"
    )


def test_what_is_drawn_by_hand_is_said_apart() -> None:
    assert facts([leg(assumed_km=52.0)]) == "1 leg · about 650 km, all inferred, 52 km of it drawn by hand"
    assert facts([leg(basis="assumed", length_km=12.0)]).endswith("all inferred, 12 km of it drawn by hand")
    assert facts([leg(basis="reported")]) == "1 leg · about 650 km"
    assert facts([leg(basis="reported"), leg()]).endswith("about 1,300 km, 650 km of it inferred")


def test_empty_map_says_that_there_is_nothing_to_draw() -> None:
    nothing = {"parts": []}
    assert facts([], any_stop=False) == "Nothing to draw: there are no legs and no places"
    assert facts([]) == ""
    assert facts([leg(denied=True, **nothing)]) == "Nothing to draw: the only leg is denied"
    assert facts([leg(denied=True, **nothing)] * 2) == "Nothing to draw: what is said is denied"
    assert facts([leg(**nothing)]) == "Nothing to draw: no leg has a line"
