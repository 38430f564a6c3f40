"""What a path can be limited to, and what is said to somebody who limits it to something else."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from georoutes import passages
from georoutes.errors import LimitError, WrongTypeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_DEEPEST_M = 40.0  # no ship draws as much


def check_limits(
    mode: str, countries: Sequence[str] = (), avoid: Sequence[str] = ()
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Check what a path is limited to; see `georoutes.networks.check_limits`."""
    countries, avoid = _entries("countries", countries), _entries("avoid", avoid)
    if mode == "air" and (countries or avoid):
        raise LimitError("A geodesic cannot keep to countries or avoid them; give places with via instead.")
    if mode == "sea":
        if countries:
            raise LimitError(
                "A sea path cannot be kept to countries; leave countries out, or use avoid or via."
            )
        return (), check_passages("avoid", avoid)
    if mode in {"rail", "road"} and (countries or avoid):
        codes, advice = _codes(), "Give ISO 3166-1 alpha-2 codes, such as RU"
        return (
            _known("countries", [code.upper() for code in countries], codes, advice),
            _avoidable([code.upper() for code in avoid], codes, advice),
        )
    return countries, avoid


def _avoidable(avoid: list[str], codes: Sequence[str], advice: str) -> tuple[str, ...]:
    """Check codes of countries, and of borders: two with a hyphen between them."""
    parts = [code.strip() for entry in avoid for code in entry.split("-", 1)]
    _known("avoid", parts, codes, f"{advice}, or a border such as KP-RU")
    return tuple("-".join(code.strip() for code in entry.split("-", 1)) for entry in avoid)


def check_passages(name: str, given: Sequence[str]) -> tuple[str, ...]:
    """Check names of straits and canals, and write them as the sea network does.

    Parameters
    ----------
    name
        Of the argument, for the message.
    given
        Names, in either case, with or without "canal" or "strait of".

    Raises
    ------
    LimitError
        A name is not known; the message lists those that are.

    Examples
    --------
    >>> check_passages("avoid", ["Suez Canal", "the Bosporus"])
    ('suez', 'bosporus')
    """
    names = passages.names()
    asked = [passages.canonical(entry) for entry in _entries(name, given)]
    return _known(name, asked, names, f"Known are {', '.join(names)}")


def check_draft(mode: str, draft_m: float | None) -> None:
    """Check a draught; only ships have one."""
    if draft_m is None:
        return
    if mode != "sea":
        raise LimitError(f"Only a ship has a draught, and the mode is {mode!r}; leave draft_m out.")
    if not isinstance(draft_m, (int, float)) or not 0 < draft_m < _DEEPEST_M:
        raise LimitError(f"draft_m is {draft_m!r}; give the draught of the ship in metres, such as 12.5.")


def _entries(name: str, given: Sequence[str]) -> tuple[str, ...]:
    """Take a list of texts, and nothing that only looks like one."""
    if isinstance(given, str):
        raise LimitError(f"{name} is the text {given!r}; give a list: [{given!r}].")
    try:
        entries = tuple(given)
    except TypeError:
        raise WrongTypeError(f"{name} is {given!r}; give a list of texts, [] for none") from None
    for entry in entries:
        if not isinstance(entry, str):
            raise LimitError(f"{name} has {entry!r}, which is no text; give names or codes in quotes.")
    return tuple(entry.strip() for entry in entries)


def _codes() -> list[str]:
    """Country codes; the table is opened only when there is something to check."""
    from gazetteer.outlines import country_codes  # noqa: PLC0415  (NumPy loads when first used)

    return sorted(country_codes())


def _known(name: str, given: Iterable[str], known: Sequence[str], advice: str) -> tuple[str, ...]:
    """Hand on what is known; for the rest, name the nearest known entries."""
    given = tuple(given)
    unknown = [entry for entry in given if entry not in known]
    if not unknown:
        return given
    near = [match for entry in unknown for match in difflib.get_close_matches(entry, known, n=1)]
    meant = f"; did you mean {' and '.join(map(repr, near))}? " if near else ". "
    raise LimitError(f"{name} has {', '.join(map(repr, unknown))}, which is not known{meant}{advice}.")
