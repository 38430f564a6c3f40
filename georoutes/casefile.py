"""Case files: YAML in, `Case` out, and errors that say where.

Every plain value is read as text and then checked by the model, so a bare ``NO`` stays Norway and a bare
``2023-10-13`` stays that day. The file is read as a stream of events and not with a YAML constructor:
nothing in it can make an object, refer to itself or nest without end.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from pydantic import ValidationError

from georoutes.errors import CaseError
from georoutes.locate import PlaceError, locate
from georoutes.model import Case

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails

    from gazetteer import Gazetteer

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser where PyYAML was built with it

_LARGEST_BYTES = 5_000_000
_DEEPEST = 50
_MOST_PROBLEMS = 10
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})

Keys = tuple[str | int, ...]


@dataclass(slots=True)
class _Tree:
    """Plain values, and for each way of keys that leads to one its line and column, from 0."""

    value: Any
    marks: dict[Keys, tuple[int, int]]

    def mark(self, keys: Keys) -> tuple[int, int]:
        """Position of what the keys lead to, or of the nearest thing around it."""
        while keys and keys not in self.marks:
            keys = keys[:-1]
        return self.marks.get(keys, (0, 0))


def read_case(path: str | os.PathLike[str], *, gazetteer: Gazetteer | None = None) -> Case:
    """Read a case file and check it: form, references and that each place can be found.

    Parameters
    ----------
    path
        A YAML file in UTF-8.
    gazetteer
        Where places are looked up; the bundled one when left out.

    Returns
    -------
    Case
        The case as written; nothing computed is stored in it.

    Raises
    ------
    CaseError
        With file, line, column and advice when the file is at fault.

    Examples
    --------
    >>> read_case("no-such-case.yaml")
    Traceback (most recent call last):
    georoutes.errors.CaseError: no-such-case.yaml: there is no such file; check the name ...
    """
    name = os.fspath(path)
    return _checked(_parse(_read_text(name), name), name, gazetteer)


def build_case(data: dict[str, Any], *, gazetteer: Gazetteer | None = None) -> Case:
    """Make a case of plain values, with the checks and the advice that a file gets.

    Parameters
    ----------
    data
        What a case file would hold.
    gazetteer
        Where places are looked up; the bundled one when left out.

    Raises
    ------
    CaseError
        Without a line, for there is no file.

    Examples
    --------
    >>> build_case({"title": "Grain", "routes": {"grain": {"legs": []}}})
    Traceback (most recent call last):
    georoutes.errors.CaseError: `legs` is empty; fill it in or leave it out
    """
    return _checked(_Tree(data, {}), "", gazetteer)


def _checked(tree: _Tree, name: str, gazetteer: Gazetteer | None) -> Case:
    try:
        case = Case.model_validate(tree.value)
    except ValidationError as error:
        raise _case_error(
            [_explain(details) for details in error.errors() if _is_cause(details)], tree, name
        ) from None
    try:
        locate(case, gazetteer=gazetteer)
    except PlaceError as error:
        raise _case_error([(error.keys, str(error))], tree, name) from error
    return case


def schema() -> dict[str, Any]:
    """Return the JSON Schema of case files, for editors that complete and check while one types.

    Examples
    --------
    >>> schema()["required"]
    ['title', 'routes']
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Case.model_json_schema(by_alias=True),
    }


def _read_text(name: str) -> str:
    try:
        with Path(name).open("rb") as file:
            raw = file.read(_LARGEST_BYTES + 1)
    except FileNotFoundError:
        raise CaseError("there is no such file; check the name and the folder", file=name) from None
    except IsADirectoryError:
        raise CaseError("this is a folder; name a case file in it", file=name) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CaseError(f"the file cannot be read ({reason})", file=name) from error
    if len(raw) > _LARGEST_BYTES:
        limit = f"{_LARGEST_BYTES / 1e6:.0f} MB"
        message = (
            f"a case file may have {limit}; split the case, or use georoutes.route_frame for many movements"
        )
        raise CaseError(message, file=name)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        message = "this is not text in UTF-8; save the file as UTF-8"
        raise CaseError(message, file=name, line=line, column=column) from None


def _parse(text: str, name: str) -> _Tree:
    """Read YAML as plain values with their positions."""
    marks: dict[Keys, tuple[int, int]] = {}
    try:
        events = iter(yaml.parse(text, Loader=Loader))
        value = _document(events, marks, name)
    except yaml.MarkedYAMLError as error:
        message = f"this is not YAML: {error.problem or error.context}; check indentation, quotes and colons"
        raise _at(error.problem_mark or error.context_mark, message, name) from None
    except yaml.reader.ReaderError as error:
        before = text[: error.position]
        line, column = before.count("\n") + 1, error.position - before.rfind("\n")
        sign = error.character if isinstance(error.character, int) else ord(error.character)
        message = f"the character U+{sign:04X} may not stand in a YAML file; remove it"
        raise CaseError(message, file=name, line=line, column=column) from None
    if not isinstance(value, dict):
        message = (
            "a case file begins with keys such as `title:` and `routes:`; `georoutes new` writes a starter"
        )
        raise CaseError(message, file=name, line=1, column=1)
    return _Tree(value, marks)


def _document(events: Iterator[yaml.Event], marks: dict[Keys, tuple[int, int]], name: str) -> Any:  # noqa: ANN401
    value: Any = None
    documents = 0
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _at(event.start_mark, "a second document begins here; one file holds one case", name)
        elif not isinstance(event, (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentEndEvent)):
            value = _node(event, events, (), marks, name)
    return value


def _node(
    event: yaml.Event, events: Iterator[yaml.Event], keys: Keys, marks: dict[Keys, tuple[int, int]], name: str
) -> Any:  # noqa: ANN401  anything may stand in a file
    marks.setdefault(keys, _position(event))
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise _at(
            event.start_mark, "anchors (&) and aliases (*) are not used in case files; write the value again", name
        )
    tag = getattr(event, "tag", None)
    if tag not in {None, "!"}:
        raise _at(
            event.start_mark, f"tags ({tag[:40]}) are not used in case files; write the plain value", name
        )
    if len(keys) > _DEEPEST:
        raise _at(
            event.start_mark,
            f"nested more than {_DEEPEST} levels deep; a case file needs fewer than ten",
            name,
        )
    if isinstance(event, yaml.ScalarEvent):
        return None if event.style is None and event.value in _NULLS else event.value
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(_node(event, events, (*keys, len(items)), marks, name))
        return items
    return _mapping(events, keys, marks, name)


def _mapping(
    events: Iterator[yaml.Event], keys: Keys, marks: dict[Keys, tuple[int, int]], name: str
) -> dict[str, Any]:
    entries: dict[str, Any] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        if not isinstance(event, yaml.ScalarEvent):
            raise _at(
                event.start_mark, "a key must be plain text; put text with brackets or braces in quotes", name
            )
        key = event.value
        if key in entries:
            raise _at(
                event.start_mark, f"the key {key!r} stands here twice; give one of them another name", name
            )
        marks[(*keys, key)] = _position(event)
        entries[key] = _node(next(events), events, (*keys, key), marks, name)
    return entries


def _position(event: yaml.Event) -> tuple[int, int]:
    mark: Any = event.start_mark  # always there in a parser's event, though its type allows None
    return mark.line, mark.column


def _at(mark: Any, message: str, name: str) -> CaseError:  # noqa: ANN401  PyYAML has two classes of marks
    return CaseError(message, file=name, line=mark.line + 1, column=mark.column + 1)


def _case_error(problems: list[tuple[Keys, str]], tree: _Tree, name: str) -> CaseError:
    """One error for all problems found: the first in the file leads, the rest follow line by line."""
    placed = sorted({(*tree.mark(keys), message) for keys, message in problems})
    line, column, first = placed[0]
    if not name:
        return CaseError("\n".join(message for *_, message in placed[:_MOST_PROBLEMS]))
    others = [
        f"{name}:{line + 1}:{column + 1}: {message}" for line, column, message in placed[1:_MOST_PROBLEMS]
    ]
    if len(placed) > _MOST_PROBLEMS:
        others.append(f"and {len(placed) - _MOST_PROBLEMS} more problems")
    return CaseError("\n".join([first, *others]), file=name, line=line + 1, column=column + 1)


_MESSAGES = {
    "missing": "the key {last!r} is missing",
    "literal_error": "{found} is not one of {expected}",
    "dict_type": "`{last}` needs keys below it, found {found}",
    "model_type": "`{last}` needs keys below it, found {found}",
    "tuple_type": "`{last}` needs a list such as [a, b], found {found}",
    "string_type": "`{last}` needs text, found {found}",
    "string_too_short": "`{last}` is empty; fill it in or leave it out",
    "too_short": "`{last}` is empty; fill it in or leave it out",
}
_ANY_MESSAGE = "`{last}`: {msg}, found {found}"
_ID_MESSAGE = "{found} cannot be an id; use letters, digits, single spaces and _ . : -"


def _is_cause(details: ErrorDetails) -> bool:
    """Whether a fault stands for itself: a list counts as too short when what stands in it is at fault."""
    return not (details["type"] == "too_short" and details["input"])


def _explain(details: ErrorDetails) -> tuple[Keys, str]:
    """Say where a fault lies and what to do, in the words of the case file."""
    keys = tuple(details["loc"])
    context = details.get("ctx", {})
    cause = context.get("error")
    if cause is not None:
        return (*keys, *getattr(cause, "where", ())), str(cause)
    template = _ID_MESSAGE if keys[-1:] == ("[key]",) else _MESSAGES.get(details["type"], _ANY_MESSAGE)
    message = details["msg"]
    words = {"expected": "", **context, "last": _last(keys), "found": _short(details["input"])}
    return keys, template.format(**words, msg=message[0].lower() + message[1:])


def _last(keys: Keys) -> str:
    names = [key for key in keys if isinstance(key, str) and key != "[key]"]
    return names[-1] if names else "case file"


def _short(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "keys"
    if isinstance(value, list):
        return "a list"
    text = json.dumps(str(value), ensure_ascii=False)
    return text if len(text) <= 60 else text[:57] + '..."'  # noqa: PLR2004  a line of a terminal
