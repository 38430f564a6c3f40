"""Case files: what may stand in them, and what is said when something is wrong."""

import contextlib
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import georoutes as gr
from georoutes.yamltree import parse

FIVE_LINES = """\
title: Containers
routes:
  containers:
    legs:
      - {from: Najin, to: Dunay, mode: sea}
"""


@pytest.fixture
def read(tmp_path):
    def write_and_read(text):
        path = tmp_path / "case.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return gr.read_case(path)

    return write_and_read


def test_the_smallest_case(read):
    leg = read(FIVE_LINES).routes["containers"].legs[0]
    assert (leg.origin, leg.destination, leg.mode) == ("Najin", "Dunay", "sea")


def test_bare_words_stay_what_they_look_like(read):
    case = read(
        """\
title: no
routes:
  oslo:
    quantity: {value: 1_000, unit: no}
    legs:
      - {from: Oslo, to: Bergen, mode: road, when: 2023-10-13, countries: [NO], note: 0777}
""".replace("1_000", "1000")
    )
    leg = case.routes["oslo"].legs[0]
    assert case.title == "no"
    assert leg.countries == ("NO",)
    assert leg.when == "2023-10-13"
    assert leg.note == "0777"
    assert str(case.routes["oslo"].quantity) == "1,000 no"


def test_text_in_any_script_stays_verbatim(read):
    case = read(FIVE_LINES.replace("Containers", '"나진항 & <Порт> {{ 7*7 }} ميناء"'))
    assert case.title == "나진항 & <Порт> {{ 7*7 }} ميناء"


CLAIM = "claims: {c: {quote: q, %s}}\n"
PLACE = "places: {Najin: {%s}}\n"

# What is wrong: the file, the line that is named, and what is said.
FAULTS = {
    # form
    "empty": ("", 1, "begins with keys"),
    "only a comment": ("# nothing\n", 1, "begins with keys"),
    "a list": ("- a\n", 1, "begins with keys"),
    "a word": ("hello", 1, "begins with keys"),
    "a tab": ("title: x\n\troutes: y\n", 2, "not YAML"),
    "an open bracket": ("title: [x\n", 2, "not YAML"),
    "binary": (bytes(range(256)) * 20, 2, "not text in UTF-8"),
    "Latin-1": ("title: Düna\n".encode("latin-1"), 1, "not text in UTF-8"),
    "a null character": ("title: a\0b\n", 1, "U\\+0000 may not stand"),
    "two documents": (FIVE_LINES + "---\n" + FIVE_LINES, 6, "second document"),
    "an anchor": ("title: &a x\nroutes: *a\n", 1, "anchors"),
    "a circle of aliases": ("title: x\nroutes: &r\n  a: *r\n", 2, "anchors"),
    "a tag": ("title: !!python/object:os.system x\n", 1, "tags"),
    "nested without end": ("title: x\nroutes: " + "[" * 3000 + "]" * 3000, 2, "levels deep"),
    "a key twice": (FIVE_LINES + "title: y\n", 6, "'title' stands here twice"),
    "a list as a key": ("? [a, b]\n: x\n", 1, "key must be plain text"),
    "a merge key": ("title: x\nroutes:\n  <<: {a: 1}\n", 3, "cannot be an id"),
    "10 MB": ("title: x\n#" + "a" * 10_000_000, 0, "5 MB"),
    # keys
    "unknown key": ("titel: x\n" + FIVE_LINES, 1, "unknown key 'titel'; did you mean 'title'"),
    "unknown key in a leg": (FIVE_LINES.replace("from", "form"), 5, "unknown key 'form'; did you mean 'from'"),
    "no mode": (FIVE_LINES.replace(", mode: sea", ""), 5, "'mode' is missing"),
    "no routes": ("title: x\n", 1, "'routes' is missing"),
    "empty routes": ("title: x\nroutes: {}\n", 2, "`routes` is empty"),
    "empty legs": ("title: x\nroutes: {a: {legs: []}}\n", 2, "`legs` is empty"),
    "routes as a list": ("title: x\nroutes: [a]\n", 2, "needs keys below it"),
    "legs as keys": ("title: x\nroutes: {a: {legs: {from: Odesa}}}\n", 2, "needs a list"),
    "an id with a comma": (FIVE_LINES.replace("  containers", "  'a, b'"), 3, "cannot be an id"),
    "another version": ("georoutes: 2\n" + FIVE_LINES, 1, "the format '2' is not known, only 1; write `georoutes: 1`"),
    # values
    "unknown mode": (FIVE_LINES.replace("sea", "ship"), 5, "not one of 'sea', 'rail'"),
    "words for a date": (FIVE_LINES.replace("sea", "sea, when: last month"), 5, "under `when_words` of its claim"),
    "date without hyphens": (FIVE_LINES.replace("sea", "sea, when: 20220801"), 5, 'it would be "2022-08-01"'),
    "mode in capitals": (FIVE_LINES.replace("sea", "Sea"), 5, "did you mean 'sea'?"),
    "impossible date": (FIVE_LINES.replace("sea", "sea, when: 2023-02-30"), 5, "not a date that exists"),
    "relative date": (FIVE_LINES.replace("sea", "sea, when: last month"), 5, "write EDTF"),
    "dates the wrong way round": (FIVE_LINES.replace("sea", "sea, when: 2023/2022"), 5, "ends before it begins"),
    "to where it came from": (FIVE_LINES.replace("Dunay", "Najin"), 5, "begins and ends at the same place"),
    "position with three numbers": (FIVE_LINES.replace("Najin", "[1, 2, 3]"), 5, "a place is a name"),
    "position swapped": (FIVE_LINES.replace("Najin", "[42, 130]"), 5, "longitude comes first"),
    "position not a number": (FIVE_LINES.replace("Najin", "[nan, 42]"), 5, "finite"),
    "empty place": (FIVE_LINES.replace("Najin", "''"), 5, "cannot be empty"),
    "country in words": (PLACE % "country: Korea" + FIVE_LINES, 1, "not an ISO 3166-1 code"),
    "country that is none": (PLACE % "country: ZZ" + FIVE_LINES, 1, "ZZ"),
    "longitude out of range": (PLACE % "lon: 200, lat: 5" + FIVE_LINES, 1, "180"),
    "longitude NaN": (PLACE % "lon: .nan, lat: 5" + FIVE_LINES, 1, "number"),
    "longitude alone": (PLACE % "lon: 5" + FIVE_LINES, 1, "go together"),
    "negative radius": (PLACE % "near: Najin, radius_km: -1" + FIVE_LINES, 1, "greater than or equal to 0"),
    "unknown type of place": (PLACE % "type: twon" + FIVE_LINES, 1, "did you mean 'town'"),
    "script as web address": ("sources: {s: {url: 'javascript:1'}}\n" + FIVE_LINES, 1, "not a web address"),
    "claim without words": ("claims: {c: {}}\n" + FIVE_LINES, 1, "needs `quote`"),
    "quantity without number": (CLAIM % "quantity: {unit: t}" + FIVE_LINES, 1, "needs `value`"),
    "infinite quantity": (CLAIM % "quantity: {value: inf}" + FIVE_LINES, 1, "finite"),
    "quantity in reverse": (CLAIM % "quantity: {min: 5, max: 2}" + FIVE_LINES, 1, "less than `min`"),
    "a drawn line and a limit": (
        FIVE_LINES.replace("sea", "sea, avoid: [suez], path: {basis: assumed, line: [[1, 2]]}"), 5, "has its line"
    ),
    "unknown passage": (FIVE_LINES.replace("sea", "sea, avoid: [bosprus]"), 5, "did you mean 'bosporus'"),
    "countries for a ship": (FIVE_LINES.replace("sea", "sea, countries: [RU]"), 5, "countries"),
    # references
    "unknown claim": (FIVE_LINES.replace("sea", "sea, claims: [c9]"), 5, "no claim 'c9'"),
    "unknown source": (CLAIM % "source: s" + FIVE_LINES, 1, "no source 's'"),
    "claim disputes itself": (CLAIM % "disputes: [c]" + FIVE_LINES, 1, "itself"),
    "superseded in a circle": (
        "claims: {c: {quote: q, superseded_by: d}, d: {quote: q, superseded_by: c}}\n" + FIVE_LINES, 1, "in a circle"
    ),
    "near each other in a circle": (
        "places: {Najin: {near: Dunay}, Dunay: {near: Najin}}\n" + FIVE_LINES, 1, "in a circle: Najin → Dunay → Najin"
    ),
    "key in capitals": ("Georoutes: 1\n" + FIVE_LINES, 1, "did you mean 'georoutes'"),
    # places
    "unknown place": (FIVE_LINES.replace("Dunay", "Xqzzyville"), 5, "lon: LON, lat: LAT"),
    "ambiguous place": (FIVE_LINES.replace("Dunay", "Tripoli"), 5, r"Tripoli: \{country: L[YB]\}"),
    "endless name": (FIVE_LINES.replace("Dunay", "D" * 100_000), 5, "at most"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_named_with_its_place_and_a_remedy(name, read):
    text, line, message = FAULTS[name]
    with pytest.raises(gr.CaseError, match=message) as caught:
        read(text)
    assert caught.value.line == line
    assert "case.yaml" in str(caught.value)
    assert len(str(caught.value)) < 1500


def test_all_faults_of_a_file_are_told_at_once(read):
    with pytest.raises(gr.CaseError) as caught:
        read(
            "title: ''\nroutes:\n  a:\n    legs:\n      - {from: Najin, to: Dunay, mode: ship, when: soon}\n"
        )
    assert [line.split(":")[1] for line in str(caught.value).splitlines()] == ["1", "5", "5"]


@pytest.mark.parametrize("name", ["nowhere.yaml", ".", "pipe.yaml"])
def test_a_file_that_is_none(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe.yaml")
    with pytest.raises(gr.CaseError, match=r"no such file|is a folder"):
        gr.read_case(name)


YAML_PIECES = st.sampled_from(
    [
        "title",
        "routes",
        "legs",
        "from",
        ": ",
        "\n",
        "  ",
        "- ",
        "{",
        "}",
        "[",
        "]",
        "&a",
        "*a",
        "!!",
        "'",
        '"',
        "|",
        "#",
        "%",
    ]
)


@settings(max_examples=300)
@given(st.one_of(st.text(), st.lists(st.one_of(YAML_PIECES, st.text(max_size=3))).map("".join)))
def test_any_text_is_read_or_refused(text):
    with contextlib.suppress(gr.CaseError):
        parse(text, "fuzz.yaml")


@settings(max_examples=50)
@given(data=st.binary(max_size=300))
def test_any_bytes_are_refused_with_a_case_error(data, tmp_path_factory):
    path = tmp_path_factory.mktemp("fuzz") / "fuzz.yaml"
    path.write_bytes(data)
    with pytest.raises(gr.CaseError):
        gr.read_case(path)
