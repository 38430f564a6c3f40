"""One form for every case file, and nothing lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import georoutes as gr
from georoutes import cli
from georoutes.canonical import canonical
from georoutes.yamltree import parse

MESSY = """\
# what it is about
title:   A   # the title
routes:
    r:
       legs:
       - {to: B,   from: A, claims: [c], mode: sea}   # by ship

       # the second
       - mode: rail
         from: B
         to: "NO"    # Norway
       cargo: corn

claims:

  # the first claim
  c:
    source: s
    polarity: deny
    quote: >-
      folded over
      two lines

  d: {says: x, quantity: {unit: t, min: 1}}
sources: {s: {published: 2023-10-13}}
"""


def test_keys_are_in_order_and_all_else_stays():
    text = canonical(MESSY)
    assert parse(text, "").value == parse(MESSY, "").value
    assert text.startswith("# what it is about\ntitle: A     # the title\n")
    assert "- {from: A, to: B, mode: sea, claims: [c]}      # by ship" in text
    assert "\n\n      # the second\n      - from: B\n" in text
    assert 'to: "NO"     # Norway' in text
    assert "published: 2023-10-13" in text
    assert "{quantity: {min: 1, unit: t}}" not in text
    assert text.index("quote:") < text.index("polarity:")
    assert "\n\n  # the first claim\n  c:\n" in text
    assert canonical(text) == text


def test_the_examples_are_in_this_form(examples, root):
    for path in [*examples.rglob("*.yaml"), root / "georoutes/starter.yaml"]:
        text = path.read_text(encoding="utf-8")
        assert canonical(text) == text, path


@pytest.mark.parametrize("text", ["[1, 2", "a: &x 1", "- a list", "title: x\ntitle: y"])
def test_what_is_no_case_is_refused(text):
    with pytest.raises(gr.CaseError):
        canonical(text)


@given(st.text("ab:-#{}[]'\"|>\n \t0&*!é", max_size=60))
def test_any_text_is_formatted_without_loss_or_refused(text):
    try:
        formatted = canonical(text)
    except gr.CaseError:
        return
    assert parse(formatted, "").value == parse(text, "").value
    assert canonical(formatted) == formatted


def test_the_command_writes_in_place_or_only_looks(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text(MESSY, encoding="utf-8")
    looked = CliRunner().invoke(cli.app, ["fmt", "--check", str(path)])
    assert (looked.exit_code, path.read_text(encoding="utf-8")) == (1, MESSY)
    assert CliRunner().invoke(cli.app, ["fmt", str(path)]).exit_code == 0
    assert path.read_text(encoding="utf-8") == canonical(MESSY)
    assert CliRunner().invoke(cli.app, ["fmt", "--check", str(path)]).exit_code == 0
    assert [file.name for file in tmp_path.iterdir()] == ["case.yaml"]
