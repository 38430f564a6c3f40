"""What a careful reader would ask about."""

import georoutes as gr
from georoutes.checks import FINDING_COLUMNS
from georoutes.model import Case

A, B, C = [30.7, 46.4], [33.0, 45.0], [41.6, 41.6]


def findings(**parts):
    legs = [{"from": A, "to": B, "mode": "air"}]
    frame = gr.check(Case.model_validate({"title": "x", "routes": {"r": {"legs": legs}}} | parts))
    assert tuple(frame.columns) == FINDING_COLUMNS
    return set(zip(frame["about"], frame["check"], frame["verdict"], strict=True))


def test_a_leg_without_claim_or_date():
    assert findings() == {("r leg 1", "rests on a claim", "missing"), ("r leg 1", "has a date", "missing")}


def test_a_full_case_has_no_findings():
    source = {"publisher": "p", "published": "2022-08-02", "url": "https://example.org"}
    legs = [{"from": A, "to": B, "mode": "air", "when": "2022-08", "claims": ["c"]}]
    claims = {"c": {"source": "s", "quote": "it flew"}}
    assert findings(sources={"s": source}, claims=claims, routes={"r": {"legs": legs}}) == set()


def test_legs_that_do_not_join_or_run_backwards():
    legs = [
        {"from": A, "to": B, "mode": "air", "when": "2022-08-05"},
        {"from": C, "to": A, "mode": "air", "when": "2022-08-01"},
    ]
    found = findings(routes={"r": {"legs": legs}})
    assert ("r legs 1 and 2", "legs join", "wrong") in found
    assert ("r legs 1 and 2", "dates in order", "wrong") in found


def test_a_leg_that_no_network_serves():
    legs = [{"from": [37.62, 55.75], "to": A, "mode": "sea", "when": "2022-08"}]
    assert ("r leg 1", "has a path", "wrong") in findings(routes={"r": {"legs": legs}})


def test_a_date_in_the_future_is_wrong():
    legs = [{"from": A, "to": B, "mode": "air", "when": "2999-08"}]
    assert ("r leg 1", "is past", "wrong") in findings(routes={"r": {"legs": legs}})


def test_a_denial_older_than_its_claim_is_wrong():
    found = findings(
        sources={"old": {"published": "2023-07-27"}, "new": {"published": "2023-10-14"}},
        claims={
            "no": {"quote": "no", "polarity": "deny", "source": "old", "disputes": ["yes"]},
            "yes": {"quote": "yes", "source": "new"},
        },
    )
    assert ("claim no", "denies what was said before", "wrong") in found


def test_a_name_that_only_its_neighbours_settle_is_told():
    legs = [{"from": "Beirut", "to": "Tripoli", "mode": "air"}]
    assert ("place Tripoli", "is settled", "note") in findings(routes={"r": {"legs": legs}})


def test_claims_and_sources():
    found = findings(
        sources={"s": {}},
        claims={"long": {"quote": "word " * 26}, "no": {"quote": "no", "polarity": "deny", "source": "s"}},
    )
    assert ("claim long", "has a source", "missing") in found
    assert ("claim long", "short quote", "wrong") in found
    assert ("claim no", "says what it denies", "note") in found
    assert ("source s", "has a date", "missing") in found
    assert ("source s", "can be read", "missing") in found


def test_what_was_told_before_it_came():
    found = findings(
        sources={"old": {"published": "2022-07-01"}},
        claims={"c": {"source": "old", "quote": "it flew", "quantity": {"value": 1, "as_of": "2022-08-01"}}},
        routes={"r": {"legs": [{"from": A, "to": B, "mode": "air", "when": "2022-08", "claims": ["c"]}]}},
    )
    assert ("r leg 1", "told after it came", "wrong") in found
    assert ("claim c", "figure is of the past", "wrong") in found


def test_an_outcome_before_its_forecast_and_a_copy_before_its_original():
    found = findings(
        sources={
            "old": {"published": "2022-07-01", "derived_from": ["new"]},
            "new": {"published": "2022-08-01", "accessed": "2022-07-30"},
        },
        claims={
            "forecast": {
                "source": "new",
                "quote": "it will",
                "modality": "predicted",
                "superseded_by": "outcome",
            },
            "outcome": {"source": "old", "quote": "it did"},
        },
    )
    assert ("claim forecast", "outcome comes after", "wrong") in found
    assert ("source old", "repeats what was there", "wrong") in found
    assert ("source new", "read after it was published", "wrong") in found


def test_a_leg_faster_than_its_mode():
    legs = [{"from": "Rotterdam", "to": "Singapore", "mode": "sea", "when": "2022-08-01/2022-08-03"}]
    assert ("r leg 1", "time for the way", "wrong") in findings(routes={"r": {"legs": legs}})
    legs = [{"from": "Rotterdam", "to": "Singapore", "mode": "sea", "when": "2022-08-01/2022-08-30"}]
    assert ("r leg 1", "time for the way", "wrong") not in findings(routes={"r": {"legs": legs}})


def test_a_stop_outside_the_country_given():
    places = {
        "here": {"lon": 139.7, "lat": 35.7, "country": "RU"},
        "there": {"lon": 131.9, "lat": 43.1, "country": "RU"},
    }
    legs = [{"from": "here", "to": "there", "mode": "air"}]
    found = findings(places=places, routes={"r": {"legs": legs}})
    assert ("place here", "lies in its country", "differs") in found
    assert ("place there", "lies in its country", "differs") not in found


def test_a_claim_that_nothing_rests_on():
    claims = {
        "left": {"quote": "q"},
        "why": {"quote": "q", "not_mapped": "no end"},
        "told": {"quote": "q", "about": "all"},
    }
    found = findings(claims=claims)
    assert ("claim left", "is mapped", "missing") in found
    assert not any(check == "is mapped" and about != "claim left" for about, check, _ in found)


def test_figures_that_would_be_counted_twice():
    total = {"unit": "containers", "cumulative": "true"}
    found = findings(
        claims={
            "a": {"quote": "q", "quantity": total | {"min": "1000"}},
            "b": {"quote": "q", "quantity": total | {"value": "3000"}},
            "shells": {"quote": "q", "quantity": {"value": 3.5e6, "derived_from": ["b"]}},
        },
        routes={
            "r": {
                "legs": [{"from": A, "to": B, "mode": "air", "claims": ["a", "b"]}],
                "quantity": {"value": 4000, "unit": "containers"},
            },
            "s": {"legs": [{"from": A, "to": C, "mode": "air", "claims": ["a", "shells"]}]},
        },
    )
    assert ("claims a, b", "figures in containers", "note") in found
    assert ("claim shells", "figure is independent", "note") in found
    assert ("claim a", "figure counted once", "note") in found
    assert ("r", "figure is no sum", "wrong") in found


def test_legs_out_of_order_with_an_undated_one_between():
    legs = [
        {"from": A, "to": B, "mode": "air", "when": "2022-10"},
        {"from": B, "to": C, "mode": "air"},
        {"from": C, "to": A, "mode": "air", "when": "2022-09"},
    ]
    assert ("r legs 1 and 3", "dates in order", "wrong") in findings(routes={"r": {"legs": legs}})


def test_a_date_in_words_is_laid_beside_the_date_of_its_leg():
    sources = {"dated": {"published": "2023-10-14"}, "undated": {}}
    said = {"source": "dated", "quote": "q", "when_words": "last month"}
    claims = {
        "right": said, "wrong": said, "alone": said, "rough": said | {"when_words": "after the visit"},
        "lost": said | {"source": "undated"},
    }  # fmt: skip
    legs = [
        {"from": A, "to": B, "mode": "air", "when": "2023-09-12/2023-09-17", "claims": ["right"]},
        {"from": B, "to": A, "mode": "air", "when": "2023-08", "claims": ["wrong"]},
    ]
    found = findings(sources=sources, claims=claims, routes={"r": {"legs": legs}})
    verdicts = {about: verdict for about, check, verdict in found if check == "date in words"}
    assert verdicts == {
        "claim right": "agrees", "claim wrong": "differs", "claim alone": "note", "claim rough": "note",
        "claim lost": "missing",
    }  # fmt: skip


def test_arcs_are_told_together():
    legs = [{"from": "North Korea", "to": "Russia", "mode": "unknown"}] * 3
    frame = gr.check(
        Case.model_validate({"title": "x", "routes": {"r": {"legs": legs[:1]}, "s": {"legs": legs}}})
    )
    lines = frame[frame["check"] == "line"]
    assert lines["about"].tolist() == ["r leg 1 and 3 more"]
    assert "no distance travelled" in lines["measured"].iloc[0]


def test_an_entry_that_nothing_means_is_told():
    leg = {"from": "A", "to": "B", "mode": "air"}
    places = {
        "A": {"lon": 37.62, "lat": 55.75},
        "B": {"near": "C"},
        "C": {"lon": 30.52, "lat": 50.45},
        "D": {"lon": 30.5, "lat": 50.4},
    }
    case = Case(title="t", places=places, sources={"s": {"title": "x"}}, routes={"r": {"legs": [leg]}})
    findings = gr.check(case)
    unused = findings[findings["check"] == "is used"]
    assert unused["about"].tolist() == ["source s", "place D"]
    assert set(unused["verdict"]) == {"note"}
