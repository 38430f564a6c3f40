"""Case files: YAML in, `Case` out, and errors that say where.

Every plain value is read as text and then checked by the model, so a bare ``NO`` stays Norway and a bare
``2023-10-13`` stays that day.
"""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from georoutes.bounds import settled
from georoutes.errors import CaseError, LimitError, NoPathError
from georoutes.locate import PlaceError, locate
from georoutes.model import Case
from georoutes.networks import check_limits
from georoutes.yamltree import Tree, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pydantic_core import ErrorDetails

    from gazetteer import Gazetteer
    from georoutes.yamltree import Keys

_LARGEST_BYTES = 5_000_000
_MOST_PROBLEMS = 10
_TOO_LARGE = "a case file may have {limit}; split the case, or use georoutes.route_frame for many movements"


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
    return parse_case(read_text(name), name, gazetteer=gazetteer)


def parse_case(text: str, name: str, *, gazetteer: Gazetteer | None = None) -> Case:
    """Make a case of the text of a case file; ``name`` is what errors call the file. See `read_case`."""
    return _checked(parse(text, name), name, gazetteer)


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
    return _checked(Tree(data), "", gazetteer)


def _checked(tree: Tree, name: str, gazetteer: Gazetteer | None) -> Case:
    if not isinstance(tree.value, dict):
        message = "a case begins with keys such as `title:` and `routes:`; `georoutes new` writes a starter"
        raise _case_error([((), message)], tree, name)
    try:
        case = Case.model_validate(tree.value)
    except ValidationError as error:
        problems = [_explain(details) for details in error.errors() if _is_cause(details)]
        raise _case_error(problems, tree, name) from None
    problems = list(_limit_problems(case, gazetteer))
    if problems:
        raise _case_error(problems, tree, name)
    try:
        locate(case, gazetteer=gazetteer)
    except PlaceError as error:
        raise _case_error([(error.keys, str(error))], tree, name) from error
    return case


def _limit_problems(case: Case, gazetteer: Gazetteer | None) -> Iterator[tuple[Keys, str]]:
    """Find what the legs want to avoid or keep to and their networks do not know."""
    for route_id, route in case.routes.items():
        for number, leg in enumerate(route.legs):
            # what the case itself says where to find is no name to be looked up
            avoid = [entry for entry in leg.avoid if entry not in case.places]
            of_key: dict[str, dict[str, Any]] = {
                "countries": {"countries": leg.countries},
                "avoid": {"avoid": avoid},
                "draft_m": {"draft_m": leg.draft_m},
            }
            for key, limits in of_key.items():
                try:
                    _check(leg.mode, gazetteer=gazetteer, **limits)
                except LimitError as error:
                    yield ("routes", route_id, "legs", number, key), str(error)


def _check(
    mode: str,
    *,
    gazetteer: Gazetteer | None,
    countries: Sequence[str] = (),
    avoid: Sequence[str] = (),
    draft_m: float | None = None,
) -> None:
    check_limits(mode, *settled(mode, countries, avoid, gazetteer=gazetteer), draft_m)


@contextmanager
def pointing_into(path: str | os.PathLike[str], text: str | None = None) -> Iterator[None]:
    """Let errors about a leg of a case say where the leg stands in the file that the case was read from.

    Parameters
    ----------
    path
        The file.
    text
        What it holds, where it cannot be read again.
    """
    try:
        yield
    except NoPathError as error:
        keys = getattr(error, "keys", None)
        if keys is None:
            raise
        name = os.fspath(path)
        tree = parse(read_text(name) if text is None else text, name)
        raise _case_error([(keys, str(error))], tree, name) from error


def read_texts(named: Iterable[str]) -> dict[str, bytes]:
    """Read the texts of sources, as they are.

    Parameters
    ----------
    named
        Each ``SOURCE=FILE``: a source's id and the name of its text.

    Raises
    ------
    CaseError
        When one is written in another way, or its file cannot be read.
    """
    texts = {}
    for pair in named:
        key, equals, file = pair.partition("=")
        if not (key and equals and file):
            raise CaseError(f"{pair!r} is not SOURCE=FILE, such as article=article.txt")
        if key in texts:
            raise CaseError(f"two texts are given for the source {key!r}; name one of them")
        texts[key] = _read_bytes(file, "a text may have {limit}; cut out the part that is quoted")
    return texts


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


def read_text(path: str | os.PathLike[str]) -> str:
    """Return the text of a case file.

    Parameters
    ----------
    path
        A file in UTF-8.

    Raises
    ------
    CaseError
        When there is none, or it is too large or no text.
    """
    name = os.fspath(path)
    return decoded(_read_bytes(name, _TOO_LARGE), name)


def decoded(raw: bytes, name: str) -> str:
    """Decode a case file that was read; ``name`` is what errors call it.

    Raises
    ------
    CaseError
        When it is too large, or no text in UTF-8.
    """
    _check_size(raw, name, _TOO_LARGE)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        message = "this is not text in UTF-8; save the file as UTF-8"
        raise CaseError(message, file=name, line=line, column=column) from None


def _read_bytes(name: str, too_large: str) -> bytes:
    if Path(name).exists() and not Path(name).is_file():
        raise CaseError("this is a folder or a device; name a file", file=name)
    try:
        with Path(name).open("rb") as file:
            raw = file.read(_LARGEST_BYTES + 1)
    except FileNotFoundError:
        raise CaseError("there is no such file; check the name and the folder", file=name) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CaseError(f"the file cannot be read ({reason})", file=name) from error
    _check_size(raw, name, too_large)
    return raw


def _check_size(raw: bytes, name: str, too_large: str) -> None:
    if len(raw) > _LARGEST_BYTES:
        raise CaseError(too_large.format(limit=f"{_LARGEST_BYTES / 1e6:.0f} MB"), file=name)


def _case_error(problems: list[tuple[Keys, str]], tree: Tree, name: str) -> CaseError:
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
    if details["type"] == "literal_error" and (meant := _in_lower_case(details["input"], context)):
        template += f"; did you mean {meant!r}?"
    message = details["msg"]
    words = {"expected": "", **context, "last": _last(keys), "found": _short(details["input"])}
    return keys, template.format(**words, msg=message[0].lower() + message[1:])


def _in_lower_case(found: object, context: Mapping[str, Any]) -> str:
    """Return the word that was meant, where only its capitals or the blanks around it are amiss."""
    word = str(found).strip().lower()
    return word if f"'{word}'" in str(context.get("expected")) else ""


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
