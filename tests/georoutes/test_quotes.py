"""Quotes are found as they are printed, and told when they are not."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

import georoutes as gr
from georoutes.model import Case
from georoutes.quotes import find

TEXT = "The first line.\n\nIt said: “their narrow\u00a011\u2011mile border — at the mouth”, he  wrote. And  more.\n"


@pytest.mark.parametrize(
    "quote",
    [
        "their narrow 11-mile border",
        "narrow 11-mile border - at the mouth",
        "border \u2013 at the mouth",
        '"their narrow 11-mile border',
        "«their narrow",
        "he wrote. And more.",
        "their narrow … at the mouth",
        "their narrow [...] he wrote",
        "first line. It said",
    ],
)
def test_what_is_printed_in_another_way_is_the_same(quote):
    found = find(quote, TEXT)
    assert found.exact
    assert TEXT[found.start : found.end].rsplit(maxsplit=1)[-1].strip("”,") in {
        *quote.split(),
        "mouth",
        "wrote",
    }


def test_offsets_and_line_are_those_of_the_text_as_it_stands():
    found = find("narrow 11-mile border", TEXT)
    assert TEXT[found.start : found.end] == "narrow\u00a011\u2011mile border"
    assert found.line == 3


@pytest.mark.parametrize(
    ("quote", "stands"),
    [
        ("their narrow 12-mile border", "“their narrow 11\u2011mile border"),
        ("Their narrow 11-mile border", "“their narrow 11\u2011mile border"),
    ],
)
def test_what_was_altered_is_shown_with_what_stands_there(quote, stands):
    found = find(quote, TEXT)
    assert not found.exact
    assert found.words == stands


def test_what_is_not_there_is_not_found():
    assert find("a sentence about something else entirely", TEXT) is None
    assert find("anything", "") is None
    assert find("  ", TEXT) is None
    assert find("at the mouth … their narrow", TEXT) is None  # the other way round


def test_composed_and_decomposed_letters_are_the_same():
    assert find("café 나진", "in the cafe\u0301 \u1102\u1161\u110c\u1175\u11ab today").exact


@given(st.text(max_size=200), st.data())
def test_any_piece_of_any_text_is_found_in_it(text, data):
    start = data.draw(st.integers(0, len(text)))
    piece = text[start : data.draw(st.integers(start, len(text)))]
    found = find(piece, text)
    if found is not None:
        assert 0 <= found.start < found.end <= len(text)
        assert found.line >= 1
    elif piece.strip():
        assert not piece.strip(
            "\u00ad\u200b\u200c\u200d\u2060\ufeff \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029"
        ).strip()


@given(st.text(max_size=60), st.text(max_size=300))
def test_any_quote_and_any_text_give_an_answer(quote, text):
    found = find(quote, text)
    assert found is None or text[found.start : found.end]


def case_of(**source):
    claims = {
        "good": {"source": "s", "quote": "narrow 11-mile border"},
        "bad": {"source": "s", "quote": "their narrow 12-mile border"},
        "none": {"source": "s", "quote": "nothing of the kind is there"},
    }
    legs = [{"from": [30.7, 46.4], "to": [33.0, 45.0], "mode": "air"}]
    return Case.model_validate(
        {"title": "x", "sources": {"s": source}, "claims": claims, "routes": {"r": {"legs": legs}}}
    )


def verdicts(case, texts):
    found = gr.check(case, texts=texts)
    return {row.about: row for row in found[found["data"].str.startswith("text")].itertuples()}


def test_each_quote_of_a_case_is_looked_up_and_the_text_is_known_by_its_hash():
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    found = verdicts(case_of(sha256=digest.upper()), {"s": TEXT.encode()})
    assert found["source s"].verdict == "agrees"
    assert found["claim good"].verdict == "agrees"
    assert "line 3" in found["claim good"].measured
    assert found["claim bad"].verdict == "differs"
    assert "11" in found["claim bad"].measured
    assert found["claim none"].verdict == "wrong"


def test_a_text_that_was_changed_is_told_by_its_hash():
    assert verdicts(case_of(sha256="0" * 64), {"s": TEXT})["source s"].verdict == "differs"
    missing = verdicts(case_of(), {"s": TEXT})["source s"]
    assert missing.verdict == "missing"
    assert missing.measured == hashlib.sha256(TEXT.encode()).hexdigest()


def test_wrong_texts_are_errors_of_the_input():
    with pytest.raises(gr.CaseError, match="did you mean 'source'"):
        gr.check(
            Case.model_validate(
                case_of().model_dump(by_alias=True) | {"sources": {"source": {}}, "claims": {}}
            ),
            texts={"sourc": ""},
        )
    with pytest.raises(gr.CaseError, match="not in UTF-8"):
        gr.check(case_of(), texts={"s": b"\xff\xfe"})


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("x" * 100_000, "y" * 500_000),
        ("ab" * 50_000, "ba" * 50_000 + "c"),
        ("a b " * 20_000, "b " * 50_000),
        ("a" * 1_900, "b" * 500_000),
    ],
)
def test_a_hostile_quote_is_answered(quote, text):
    assert find(quote, text) is None


@pytest.mark.parametrize(
    "quote",
    [
        "The first officer",
        "It's 3½ miles - or so...",
        "he cooperated.",
        '"war"',
        "it-was 5 000 tonnes",
        "nai\u0308ve № 5",
    ],
)
def test_ligatures_soft_hyphens_narrow_spaces_and_ellipses(quote):
    text = (
        "The \ufb01rst o\ufb03cer said: \u201cIt\u2019s 3\u00bd\u2009miles \u2014 or so\u2026\u201d and he co\u00adoperated. The \u00abwar\u00bb.\r\n"
        "And it\u2010was 5\u202f000 tonnes, na\u00efve \u2116\u00a05."
    )
    assert find(quote, text).exact
