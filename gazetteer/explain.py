"""The words of the two errors: what was asked, what comes near, what to do.

The first line of each is a sentence by itself, which is all that some readers are shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.names import MAX_NAME_LENGTH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.place import Match, Place

_MOST_SHOWN = 6
_LONGEST_SHOWN = 60


def ambiguous(name: str, best: Sequence[Match], count: int) -> str:
    """Say that a name may be several places, which, and how to settle it."""
    head = f"{shown(name)} may be any of {count} places; say which by {_ways(best)}:"
    return head + _listed(best, count)


def unsure(name: str, match: Match) -> str:
    """Say that the one candidate is too weak to be taken."""
    return (
        f"it is not sure that {shown(name)} means a place; "
        f"if you mean this one, say so by country, type or a place nearby:{_listed([match], 1)}"
    )


def only_elsewhere(
    name: str, country: str | None, types: frozenset[str] | None, found: Sequence[Match]
) -> str:
    """Say that the name is known, but not under the hints that were given."""
    head = f"no place is known as {shown(name)}{_asked(country, types)}, but without that hint one is:"
    return head + _listed(found, len(found))


def only_in_part(name: str, part: str, found: Sequence[Match]) -> str:
    """Say that what stands before a comma is known, but not in what stands after it."""
    head = f"no place is known as {shown(name)}, but places are known as {shown(part)} alone:"
    return head + _listed(found, len(found))


def adjective(name: str, found: Sequence[Match]) -> str:
    """Say that the name says where something comes from, and which places are called so all the same."""
    head = f"{shown(name)} says where people or things come from and is not taken for a place"
    if not found:
        return head
    return f"{head}; if you mean one of these, say so by country or type:{_listed(found, len(found))}"


def unknown(name: str, country: str | None, types: frozenset[str] | None, similar: Sequence[Match]) -> str:
    """Say that the name is unknown, and what looks like it."""
    if not name.strip():
        return "the name of the place is empty"
    if len(name) > MAX_NAME_LENGTH:
        return f"no place is known as {shown(name)}: a name has at most {MAX_NAME_LENGTH} characters"
    head = f"no place is known as {shown(name)}{_asked(country, types)}"
    return f"{head}; there are similar names:{_listed(similar, len(similar))}" if similar else head


def unknown_id(id_: str) -> str:
    """Say that no place has an id."""
    return f"no place has the id {shown(id_)}; ids look like 'geonames:2042645', and a search shows them"


def described(place: Place) -> str:
    """Return a place in one line: name, type, country, coordinates, id.

    Examples
    --------
    >>> from gazetteer.place import Place
    >>> described(Place("geonames:2042645", "Rajin", "town", "KP", lon=130.28308, lat=42.25559))
    'Rajin, town, KP, lon 130.283, lat 42.256 (geonames:2042645)'
    """
    what = ", ".join(filter(None, (place.name, place.type, place.country)))
    return f"{what}, lon {place.lon:.3f}, lat {place.lat:.3f} ({place.id})"


def _listed(found: Sequence[Match], count: int) -> str:
    lines = [f"\n  {described(match.place)}" for match in found[:_MOST_SHOWN]]
    if count > _MOST_SHOWN:
        lines.append(f"\n  and {count - _MOST_SHOWN} more")
    return "".join(lines)


def _ways(best: Sequence[Match]) -> str:
    """Return what would settle it, in the words of an analyst: this is read by people who write no Python."""
    ways = []
    if len({match.place.country for match in best}) > 1:
        ways.append("country")
    if len({match.place.type for match in best}) > 1:
        ways.append("type")
    return " or ".join(filter(None, (", ".join(ways), "a place nearby")))


def _asked(country: str | None, types: frozenset[str] | None) -> str:
    where = f" in {country}" if country else ""
    what = f" of type {' or '.join(sorted(types))}" if types else ""
    return what + where


def shown(name: str) -> str:
    r"""Return a name in quotation marks for a message: short, and printable wherever the message is shown.

    Examples
    --------
    >>> shown("Naj\x00in"), len(shown("x" * 1_000_000))
    ("'Naj\\x00in'", 63)
    """
    # repr() makes control characters and lone surrogates visible, so the message can be printed anywhere.
    return repr(name if len(name) <= _LONGEST_SHOWN else name[:_LONGEST_SHOWN] + "…")
