"""The words of the map: what occurs on it, in the order of the legend, and what each style means."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MODE_WORDS = {
    "sea": "By sea",
    "rail": "By rail",
    "road": "By road",
    "air": "By air",
    "river": "By river",
    "unknown": "Mode not known",
}

KIND_WORDS = {
    "reported": "Line as the source gives it",
    "given": "Line as in the data; basis not stated",
    "network": "Line inferred on a network",
    "assumed": "Drawn by hand; assumed",
    "geodesic": "Shortest line over the globe",
    "schematic": "Arc between areas, not a path",
    "connector": "Link from the place to the network",
    "doubted": "Paler: alleged, predicted or sought",
}

BASIS_SENTENCES = {
    "reported": "The source gives this line.",
    "network": "Line inferred on a {mode} network; the source does not give it.",
    "assumed": "Line drawn by hand on an assumption; the source does not give it.",
    "geodesic": "Shortest line over the globe; the course really taken is not known.",
    "schematic": "An arc from area to area. It stands for the movement and is not its path.",
    "": "Line as it stands in the data, which do not say where it comes from.",
}

DOUBTED = frozenset({"alleged", "predicted", "sought", "conditional"})
"""Modalities that do not say that it happened; such legs are drawn paler."""

INFERRED = frozenset({"network", "assumed", "geodesic"})

MODALITY_WORDS = {
    "observed": "observed",
    "reported": "reported",
    "alleged": "alleged",
    "predicted": "predicted, not reported as done",
    "sought": "sought, not reported as done",
    "conditional": "conditional, not reported as done",
}


def basis_sentence(basis: str, mode: str) -> str:
    """Say in words where a line comes from.

    >>> basis_sentence("network", "rail")
    'Line inferred on a rail network; the source does not give it.'
    """
    sentence = BASIS_SENTENCES.get(basis, BASIS_SENTENCES[""])
    return sentence.format(mode=mode if mode != "unknown" else "transport")


def legend(legs: Iterable[dict[str, Any]], *, areas: bool) -> dict[str, list[dict[str, Any]]]:
    """Return the legend entries of the modes and of the line styles that are drawn."""
    drawn = [leg for leg in legs if leg["parts"]]
    modes = Counter(leg["mode"] for leg in drawn)
    kinds = {part["kind"] for leg in drawn for part in leg["parts"]}
    kinds |= {"doubted"} if any(leg["modality"] in DOUBTED for leg in drawn) else set()
    return {
        "modes": [
            {"mode": mode, "words": words, "legs": modes[mode]}
            for mode, words in MODE_WORDS.items()
            if modes[mode]
        ],
        "kinds": [{"kind": kind, "words": words} for kind, words in KIND_WORDS.items() if kind in kinds],
        "areas": [{"words": "Area in which the place lies"}] if areas else [],
    }


def facts(legs: Iterable[dict[str, Any]]) -> str:
    """Sum up the drawn legs in one line: how many, when, how far, and how much of it is inferred.

    >>> facts([{"parts": [1], "earliest": "2023-09-07", "latest": "2023-10-01", "length_km": 1200.0,
    ...         "basis": "network", "denied": False}])
    '1 leg · 7 Sep 2023 to 1 Oct 2023 · about 1,200 km, all inferred'
    """
    drawn = [leg for leg in legs if leg["parts"]]
    said = [f"{len(drawn):,} leg{'s' if len(drawn) != 1 else ''}"] if drawn else []
    said += _period([leg for leg in drawn if leg.get("earliest") or leg.get("latest")])
    total = sum(leg.get("length_km") or 0 for leg in drawn if leg["basis"] != "schematic")
    if total:
        inferred = sum(leg.get("length_km") or 0 for leg in drawn if leg["basis"] in INFERRED)
        share = "all inferred" if inferred == total else f"{_km(inferred)} km of it inferred"
        said.append(f"about {_km(total)} km, {share}" if inferred else f"about {_km(total)} km")
    return " · ".join(said)


def _period(dated: Sequence[dict[str, Any]]) -> list[str]:
    """Say when: from the first day to the last, or on one side only where the other end of a leg is open."""
    starts = [leg.get("earliest") or "" for leg in dated]
    ends = [leg.get("latest") or "" for leg in dated]
    first = min(starts) if all(starts) and starts else ""
    last = max(ends) if all(ends) and ends else ""
    if first and last:
        return [_day(first) if first == last else f"{_day(first)} to {_day(last)}"]
    return [f"from {_day(first)}"] if first else [f"not after {_day(last)}"] if last else []


def _km(value: float) -> str:
    """Round to what the eye can use: two figures below 100 km, three above."""
    step = 1 if value < 100 else 10  # noqa: PLR2004 - km
    return f"{round(value / step) * step:,.0f}"


_MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _day(iso: str) -> str:
    """Write an ISO date as a reader says it; other text stays as it is."""
    try:
        year, month, day = (int(part) for part in iso.split("-"))
        return f"{day} {_MONTHS[month]} {year}"
    except (ValueError, IndexError):
        return iso
