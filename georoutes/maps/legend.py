"""The words of the map: what occurs on it, in the order of the legend, and what each style means."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MODE_WORDS = {
    "sea": "By sea",
    "rail": "By rail",
    "road": "By road",
    "air": "By air",
    "river": "By river",
    "unknown": "Mode not known",
}

KIND_WORDS = {
    "reported": "As the source gives it",
    "given": "As in the data; basis not stated",
    "network": "Inferred on a network",
    "geodesic": "Shortest line over the globe",
    "assumed": "Drawn by hand; assumed",
    "schematic": "Arc between areas, not a path",
    "connector": "Link from the place to the network",
}

BASIS_SENTENCES = {
    "reported": "The source gives this line.",
    "network": "Line inferred on a {mode} network; the source does not give it.",
    "assumed": "Line drawn by hand on an assumption; the source does not give it.",
    "geodesic": "Shortest line over the globe; the course really taken is not known.",
    "schematic": "An arc from area to area. It stands for the movement and is not its path.",
    "": "Line as it stands in the data, which do not say where it comes from.",
}

BROKEN = frozenset({"network", "geodesic"})
"""Kinds that are dashed only to differ from a reported line, which the legend shows beside them."""

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


def legend(
    legs: Iterable[dict[str, Any]],
    stops: Iterable[dict[str, Any]],
) -> dict[str, list[dict[str, Any]]]:
    """Return the legend entries of the modes, of the line styles and of the marks that are drawn."""
    drawn = [leg for leg in legs if leg["parts"]]
    modes = Counter(leg["mode"] for leg in drawn)
    kinds = {part["kind"]: KIND_WORDS[part["kind"]] for leg in drawn for part in leg["parts"]}
    if BROKEN & kinds.keys():
        kinds.setdefault("reported", f"{KIND_WORDS['reported']} (none here)")
    return {
        "modes": [
            {"mode": mode, "words": words, "legs": modes[mode]}
            for mode, words in MODE_WORDS.items()
            if modes[mode]
        ],
        "kinds": [{"kind": kind, "words": kinds[kind]} for kind in KIND_WORDS if kind in kinds],
        "marks": list(_marks(drawn, list(stops))),
    }


def _marks(drawn: list[dict[str, Any]], stops: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    said = {way for leg in drawn if leg["doubted"] for way in leg["modalities"]}
    if said:
        ways = " or ".join(way for way in MODALITY_WORDS if way in said)
        yield {"kind": "doubted", "words": f"Hollow: only {ways}"}
    if any(stop["area"] for stop in stops):
        yield {"kind": "area", "words": "Area in which the place lies"}
    if any(stop.get("denied") for stop in stops):
        yield {"kind": "denied", "words": "Named only in a leg that is denied"}
