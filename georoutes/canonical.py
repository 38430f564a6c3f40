"""One form for every case file: so that what differs between two versions is what was changed.

Keys stand in the order of the model, lists and blocks are indented alike, and nothing else is touched:
values, quotation marks, comments and the order of entries stay as they are written.
"""

from __future__ import annotations

import io
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError

from georoutes.errors import CaseError
from georoutes.model import (
    Assertion,
    Case,
    Claim,
    DrawnLine,
    Leg,
    PlaceEntry,
    Quantity,
    Route,
    Source,
    Vehicle,
)
from georoutes.yamltree import Keys, Tree, parse

if TYPE_CHECKING:
    from georoutes.model.record import Record

_WIDTH = 100_000
"""A value keeps to its line, however long: a folded one would differ in many lines for one word."""
_ENTRY = "*"
_CANNOT = "cannot be formatted"
_MOST_TIMES = 5
"""What was formatted may be formatted again: a comment that has moved is then taken for its neighbour's."""
_RECORDS: dict[tuple[str, ...], type[Record]] = {
    (): Case,
    ("sources", _ENTRY): Source,
    ("claims", _ENTRY): Claim,
    ("claims", _ENTRY, "quantity"): Quantity,
    ("claims", _ENTRY, "checks", _ENTRY): Assertion,
    ("places", _ENTRY): PlaceEntry,
    ("vehicles", _ENTRY): Vehicle,
    ("routes", _ENTRY): Route,
    ("routes", _ENTRY, "quantity"): Quantity,
    ("routes", _ENTRY, "legs", _ENTRY): Leg,
    ("routes", _ENTRY, "legs", _ENTRY, "quantity"): Quantity,
    ("routes", _ENTRY, "legs", _ENTRY, "path"): DrawnLine,
}
_OF_ENTRIES = frozenset({"sources", "claims", "places", "vehicles", "routes"})
"""Mappings whose keys are ids: those of the user, in the user's order."""


def canonical(text: str, name: str = "case.yaml") -> str:
    r"""Return a case file's text in canonical form.

    Parameters
    ----------
    text
        YAML.
    name
        The file's name, for errors.

    Raises
    ------
    CaseError
        When it is not YAML, or cannot be written in this form without a loss; then leave it as it is.

    Examples
    --------
    >>> print(canonical("routes: {r: {legs: [{to: B, from: A, mode: sea}]}}\ntitle: x  # short\n"), end="")
    title: x  # short
    routes: {r: {legs: [{from: A, to: B, mode: sea}]}}
    """
    for _ in range(_MOST_TIMES):
        formatted = _once(text, name)
        if formatted == text:
            return formatted
        text = formatted
    raise CaseError(f"this {_CANNOT} in one form; the file is left as it is", file=name)


def _once(text: str, name: str) -> str:
    text = text.removeprefix("\ufeff")
    before = parse(text, name)  # which also refuses what a case file has no use for, such as anchors
    if not isinstance(before.value, dict):
        raise CaseError("a case begins with keys such as `title:` and `routes:`", file=name)
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = _WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.allow_unicode = True
    written = io.StringIO()
    compact, apart = _without_gaps(text, before)
    try:
        tree = yaml.load(compact)
        _order(tree, ())
        yaml.dump(tree, written)
    except (YAMLError, ValueError, TypeError, OverflowError) as error:
        reason = str(error).splitlines()[0]
        raise CaseError(f"this {_CANNOT} ({reason}); the file is left as it is", file=name) from None
    formatted = "\n".join(line.rstrip() for line in written.getvalue().splitlines()).strip("\n") + "\n"
    with suppress(CaseError):  # blank lines may be part of a text that keeps them
        formatted = _with_gaps(formatted, parse(formatted, name), apart)
        aligned = _with_comments_aligned(formatted)
        for each in (aligned, formatted):  # a comment's sign may be part of a text
            if _says(each) == before.value and _comments(each) == _comments(text):
                return each
    raise CaseError(f"this {_CANNOT} without changing what it says; the file is left as it is", file=name)


def _says(text: str) -> Any:  # noqa: ANN401  anything may stand in a file
    try:
        return parse(text, "").value
    except CaseError:
        return None


def _without_gaps(text: str, tree: Tree) -> tuple[str, dict[Keys, int]]:
    """Take out the blank lines before sections and entries, and say before which they stood.

    They would be taken for a part of what stands before them, and go where that goes. The numbers are those
    of the lines of comment between the blank ones and the entry.
    """
    lines = text.splitlines()
    apart: dict[Keys, int] = {}
    gaps: set[int] = set()
    for keys, line in _starts(tree).items():
        first = line
        while first > 0 and lines[first - 1].lstrip().startswith("#"):
            first -= 1
        above = first - 1
        while above >= 0 and not lines[above].strip():
            gaps.add(above)
            apart[keys] = line - first
            above -= 1
    return "\n".join(line for number, line in enumerate(lines) if number not in gaps) + "\n", apart


def _with_gaps(text: str, tree: Tree, apart: dict[Keys, int]) -> str:
    lines = text.splitlines()
    places = [line - apart[keys] for keys, line in _starts(tree).items() if keys in apart]
    for place in sorted(places, reverse=True):
        if place > 0:
            lines.insert(place, "")
    return "\n".join(lines) + "\n"


def _starts(tree: Tree) -> dict[Keys, int]:
    """Return the line where each section, each entry and each item of a list begins."""
    starts: dict[Keys, int] = {}
    seen: set[int] = set()
    for keys, (line, _) in sorted(tree.marks.items(), key=lambda mark: (mark[1], len(mark[0]))):
        is_entry = len(keys) == 2 and keys[0] in _OF_ENTRIES  # noqa: PLR2004
        if (len(keys) == 1 or is_entry or (keys and isinstance(keys[-1], int))) and line not in seen:
            seen.add(line)
            starts[keys] = line
    return starts


def _with_comments_aligned(text: str) -> str:
    """Indent each line of comment like what follows it."""
    indent = ""
    lines = []
    for line in reversed(text.splitlines()):
        bare = line.lstrip()
        if bare.startswith("#"):
            lines.append(indent + bare)
        else:
            lines.append(line)
            indent = line[: len(line) - len(bare)] if bare else indent
    return "\n".join(reversed(lines)) + "\n"


def _order(node: Any, keys: tuple[str, ...]) -> None:  # noqa: ANN401  anything may stand in a file
    if isinstance(node, CommentedSeq):
        for item in node:
            _order(item, (*keys, _ENTRY))
    elif isinstance(node, CommentedMap):
        if keys in _RECORDS:
            _sort(node, _RECORDS[keys])
        is_entries = len(keys) == 1 and keys[0] in _OF_ENTRIES
        for key, value in node.items():
            _order(value, (*keys, _ENTRY if is_entries else str(key)))


def _sort(node: CommentedMap, record: type[Record]) -> None:
    """Put keys into the order of the model; where a comment stands between them, they stay, and it too."""
    if any(_stands_between(comment) for comment in node.ca.items.values()):
        return
    names = [field.alias or name for name, field in record.model_fields.items()]
    ordered = sorted(node, key=lambda key: names.index(key) if key in names else len(names))
    for key in ordered:
        node.move_to_end(key)


def _stands_between(comment: Any) -> bool:  # noqa: ANN401  ruamel's lists of tokens
    parts = [part if isinstance(part, list) else [part] for part in comment or ()]
    tokens = [token for part in parts for token in part if token]
    return any("#" in token.value.partition("\n")[2] for token in tokens)


def _comments(text: str) -> list[str]:
    """Return the comments of a text; a few signs too many do no harm, for both texts are read alike."""
    behind = (line.partition("#")[2] for line in text.splitlines() if "#" in line)
    return sorted(" ".join(words.split()) for words in behind)  # blanks, for comments are lined up anew
