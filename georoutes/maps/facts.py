"""The headline: what the drawn legs come to, and what was left out of the sum."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Records = Sequence[dict[str, Any]]

INFERRED = frozenset({"network", "assumed", "geodesic"})


def facts(legs: Iterable[dict[str, Any]], *, any_stop: bool = True) -> str:
    """Sum up the drawn legs in one line: how many, when, how far, and how much of it nobody reported.

    Legs that are only alleged, predicted or the like are counted beside the rest and not added to it.

    >>> sailed = {"parts": [1], "basis": "network", "earliest": "2023-09-07", "latest": "2023-10-01",
    ...           "length_km": 1200.0, "assumed_km": 52.0}
    >>> facts([sailed])
    '1 leg · 7 Sep 2023 to 1 Oct 2023 · about 1,200 km, all inferred, 52 km of it drawn by hand'
    >>> facts([{"parts": [1], "basis": "network", "doubted": True, "modalities": ["predicted"]}])
    '1 leg that is only predicted'
    """
    every = list(legs)
    drawn = [leg for leg in every if leg["parts"]]
    if not drawn:
        return _nothing(every, any_stop=any_stop)
    if any(leg.get("option") for leg in drawn):
        return _options(drawn)
    sure = [leg for leg in drawn if not leg.get("doubted")]
    doubted = [leg for leg in drawn if leg.get("doubted")]
    said = [_count(sure), *_period(sure), *_distance(sure)] if sure else []
    if doubted:
        ways = " or ".join(dict.fromkeys(way for leg in doubted for way in leg["modalities"]))
        they = "that is" if len(doubted) == 1 else "that are"
        said.append(f"{'and ' if sure else ''}{_count(doubted)} {they} only {ways}")
    return " · ".join(said)


SIMPLE_ABOVE = 2000
"""Legs; more are drawn without casings, ties and arrows. The page's program has the same number."""


def many_words(given: int, drawn: int) -> str:
    """Say how so many legs are drawn; "" where all are drawn in full.

    >>> many_words(1000, 1000)
    ''
    >>> many_words(50_000, 3_120)
    '50,000 legs, drawn as 3,120 lines: legs that run alike share one, ...'
    """
    if drawn < given:
        return (
            f"{given:,} legs, drawn as {drawn:,} lines: legs that run alike share one, which is wider "
            "the more there are."
        )
    if drawn > SIMPLE_ABOVE:
        return f"{drawn:,} legs, drawn simply: by the colour of their mode, without patterns and arrows."
    return ""


def _nothing(legs: Records, *, any_stop: bool) -> str:
    """Say why the map is empty, or "" where it shows places and was never to show legs."""
    if denied := sum(bool(leg.get("denied")) for leg in legs):
        what = "the only leg is denied" if denied == len(legs) == 1 else "what is said is denied"
        return f"Nothing to draw: {what}" if denied == len(legs) else "Nothing to draw: no leg has a line"
    if legs:
        return "Nothing to draw: no leg has a line"
    return "" if any_stop else "Nothing to draw: there are no legs and no places"


def _count(legs: Records) -> str:
    return f"{len(legs):,} leg{'s' if len(legs) != 1 else ''}"


def _options(legs: Records) -> str:
    """Give the shortest and the longest of ways to choose from, whose lengths are not to be added up.

    >>> _options([{"option": "1, 2", "length_km": 900.0}, {"option": "2", "length_km": 100.0}])
    '2 options to choose from · about 900 to 1,000 km, all inferred'
    """
    totals: dict[str, float] = {}
    for leg in legs:
        for option in leg["option"].split(", "):
            totals[option] = totals.get(option, 0.0) + (leg.get("length_km") or 0.0)
    count = f"{len(totals)} options to choose from" if len(totals) > 1 else "One option"
    shortest, longest = (_km(end(totals.values())) for end in (min, max))
    return (
        f"{count} · about {shortest if shortest == longest else f'{shortest} to {longest}'} km, all inferred"
    )


def _distance(legs: Records) -> list[str]:
    """Add up the lengths that mean something, and say how much of that is inferred or drawn by hand."""
    paths = [leg for leg in legs if leg["basis"] != "schematic"]
    summed = [leg for leg in paths if leg.get("length_km")]
    total = _sum(summed, "length_km")
    if not total:
        return []
    said = [f"about {_km(total)} km"]
    inferred = [leg for leg in summed if leg["basis"] in INFERRED]
    if inferred:
        every = len(inferred) == len(summed)
        said.append("all inferred" if every else f"{_km(_sum(inferred, 'length_km'))} km of it inferred")
    by_hand = sum(_by_hand(leg) for leg in summed)
    if by_hand >= 1:  # less is no more than the bank of a quay
        said.append(f"{_km(by_hand)} km of it drawn by hand")
    if arcs := len(legs) - len(paths):
        said.append(f"without {arcs:,} arc{'s' if arcs != 1 else ''} between areas")
    if unknown := len(paths) - len(summed):
        said.append(f"without {unknown:,} leg{'s' if unknown != 1 else ''} of unknown length")
    return [", ".join(said)]


def _by_hand(leg: dict[str, Any]) -> float:
    return float((leg.get("assumed_km") or (leg["length_km"] if leg["basis"] == "assumed" else 0)) or 0)


def _sum(legs: Records, column: str) -> float:
    return float(sum(leg.get(column) or 0 for leg in legs))


def _period(legs: Records) -> list[str]:
    """Say when: from the first day to the last, or on one side only where the other end of a leg is open."""
    dated = [leg for leg in legs if leg.get("earliest") or leg.get("latest")]
    starts = [leg.get("earliest") or "" for leg in dated]
    ends = [leg.get("latest") or "" for leg in dated]
    first = min(starts) if all(starts) and starts else ""
    last = max(ends) if all(ends) and ends else ""
    if first and last:
        return [_day(first) if first == last else f"{_day(first)} to {_day(last)}"]
    return [f"from {_day(first)}"] if first else [f"not after {_day(last)}"] if last else []


def _km(value: float) -> str:
    """Round to what the eye can use: two figures below 100 km, three above; never to nothing.

    >>> _km(0.3), _km(52.4), _km(9882)
    ('under 1', '52', '9,880')
    """
    step = 1 if value < 100 else 10  # noqa: PLR2004 - km
    return f"{round(value / step) * step:,.0f}" if value >= 1 else "under 1"


_MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _day(iso: str) -> str:
    """Write an ISO date as a reader says it; other text stays as it is."""
    try:
        year, month, day = (int(part) for part in iso.split("-"))
        return f"{day} {_MONTHS[month]} {year}"
    except (ValueError, IndexError):
        return iso
