"""What a path can be limited to, and what is said to somebody who limits it to something else."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Self, TypeVar, cast

from georoutes import passages
from georoutes.errors import LimitError, WrongTypeError

if TYPE_CHECKING:
    from collections.abc import Mapping

_DEEPEST_M = 40.0  # no ship draws as much


class Around(str):
    """The surroundings of a place, which a path by land may be told to avoid; as a text, what they are.

    Parameters
    ----------
    name
        Of the place.
    lon, lat
        Its position in degrees.
    km
        The path passes no nearer.

    Examples
    --------
    >>> Around("Dandong", 124.395, 40.129, 10.0)
    '10 km around Dandong (40.13 N, 124.39 E)'
    """

    __slots__ = ("km", "lat", "lon", "name")

    name: str
    lon: float
    lat: float
    km: float

    def __new__(cls, name: str, lon: float, lat: float, km: float) -> Self:
        """Write it out; see the class."""
        north, east = "N" if lat >= 0 else "S", "E" if lon >= 0 else "W"
        made = super().__new__(
            cls, f"{km:.0f} km around {name} ({abs(lat):.2f} {north}, {abs(lon):.2f} {east})"
        )
        made.name, made.lon, made.lat, made.km = name, lon, lat, km
        return made

    def holds(self, lon: float, lat: float) -> bool:
        """Whether a point lies there."""
        from georoutes.networks.base import distance_km  # noqa: PLC0415  (pyproj loads when first used)

        return distance_km((lon, lat), (self.lon, self.lat)) <= self.km

    def __reduce__(self) -> tuple[type[Around], tuple[str, float, float, float]]:
        return type(self), (self.name, self.lon, self.lat, self.km)


Limits = tuple[Sequence[str], Sequence[str]]
"""The only countries allowed; and what to avoid: codes of countries, borders, `Around`."""


def check_limits(
    mode: str, countries: Sequence[str] = (), avoid: Sequence[str] = ()
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Check what a path is limited to; see `georoutes.networks.check_limits`."""
    countries, avoid = entries("countries", countries), entries("avoid", avoid)
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
        _known("countries", {text: text.upper() for text in countries}, codes, advice)
        sides = [side for entry in avoid if not isinstance(entry, Around) for side in _sides(entry)]
        _known("avoid", {text: text.upper() for text in sides}, codes, f"{advice}, or a border such as KP-RU")
        allowed = tuple(code.upper() for code in countries)
        closed = tuple(
            entry if isinstance(entry, Around) else "-".join(_sides(entry)).upper() for entry in avoid
        )
        both = [code for code in allowed if code in closed]
        if both:
            raise LimitError(
                f"{', '.join(both)}: countries allows it and avoid closes it; take it out of one of the two."
            )
        return allowed, closed
    return countries, avoid


def _sides(entry: str) -> list[str]:
    """Codes of a border: two with a hyphen between them; of a country, its own."""
    return [code.strip() for code in entry.split("-", 1)]


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
    asked = {entry: passages.canonical(entry) for entry in entries(name, given)}
    _known(name, asked, names, f"Known are {', '.join(names)}")
    return tuple(asked.values())


def check_draft(mode: str, draft_m: float | None) -> None:
    """Check a draught; only ships have one."""
    if draft_m is None:
        return
    if mode != "sea":
        raise LimitError(f"Only a ship has a draught, and the mode is {mode!r}; leave draft_m out.")
    if not isinstance(draft_m, (int, float)) or not 0 < draft_m < _DEEPEST_M:
        raise LimitError(f"draft_m is {draft_m!r}; give the draught of the ship in metres, such as 12.5.")


Entry = TypeVar("Entry")


def entries(name: str, given: Sequence[Entry], kinds: tuple[type, ...] = (str,)) -> tuple[Entry, ...]:
    """Take a list of texts, and nothing that only looks like one.

    Parameters
    ----------
    name
        Of the argument, for the message.
    given
        The list.
    kinds
        What may stand in it.

    Raises
    ------
    LimitError
        It is a text itself, or something else stands in it.
    WrongTypeError
        It is no list.
    """
    if isinstance(given, str):
        raise LimitError(f"{name} is the text {given!r}; give a list: [{given!r}].")
    try:
        found = tuple(given)
    except TypeError:
        raise WrongTypeError(f"{name} is {given!r}; give a list of texts, [] for none") from None
    for entry in found:
        if not isinstance(entry, kinds):
            raise LimitError(f"{name} has {entry!r}, which is no text; give names or codes in quotes.")
    # a text of a kind of its own stays what it is
    return tuple(cast("Entry", entry.strip()) if type(entry) is str else entry for entry in found)  # type: ignore[attr-defined]


def _codes() -> list[str]:
    """Country codes; the table is opened only when there is something to check."""
    from gazetteer.outlines import country_codes  # noqa: PLC0415  (NumPy loads when first used)

    return sorted(country_codes())


def _known(name: str, given: Mapping[str, str], known: Sequence[str], advice: str) -> None:
    """Refuse what is not known; the message shows it as it was typed, and the nearest known entries.

    ``given`` leads from what was typed to what it stands for.
    """
    unknown = [entry for entry, meant in given.items() if meant not in known]
    if not unknown:
        return
    near = [match for entry in unknown for match in difflib.get_close_matches(given[entry], known, n=1)]
    meant = f"; did you mean {' and '.join(map(repr, near))}? " if near else ". "
    raise LimitError(f"{name} has {', '.join(map(repr, unknown))}, which is not known{meant}{advice}.")
