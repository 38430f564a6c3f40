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
