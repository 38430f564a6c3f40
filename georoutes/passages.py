"""Straits and canals by name: which are known, which are closed unless asked for, how deep they are."""

from __future__ import annotations

import csv
import difflib
import functools
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

SOURCE = Path(__file__).with_name("passages.csv")

_SMALL = {"of", "el"}  # words of names that keep their small letter
_GROUPS = {"danish straits": ("oresund", "great belt", "little belt")}
_INSTEAD = {"kiel": ("oresund", "great belt", "little belt")}  # who asks for one of these does not take Kiel


@dataclass(frozen=True)
class Passage:
    """A strait or canal.

    Parameters
    ----------
    name
        As in `georoutes.Path.passages`.
    gate
        Two points, degrees, longitude first: a way that crosses the line between them uses the passage. Four
        are two lines. Empty where the passage is a traced water of its own.
    draft_m
        The deepest draught in metres that it lets pass; infinite where depth is no matter.
    closed
        Whether it is used only when asked for: ice, or too narrow for most ships.
    note
        Why.
    also
        Other names.
    """

    name: str
    gate: tuple[tuple[float, float], ...]
    draft_m: float
    closed: bool
    note: str
    also: tuple[str, ...]


Stop = TypeVar("Stop")


class Split(NamedTuple, Generic[Stop]):
    """What a ship passes, told apart.

    Parameters
    ----------
    places
        Places, in order.
    passages
        Passages before the first place, between it and the next, and so on: one entry more than places.
    """

    places: list[Stop]
    passages: list[tuple[str, ...]]


@functools.cache
def known() -> dict[str, Passage]:
    """All passages by name.

    Examples
    --------
    >>> known()["suez"].draft_m, known()["northern sea route"].closed
    (20.1, True)
    """
    with SOURCE.open(encoding="utf-8", newline="") as file:
        return {row["name"]: _passage(row) for row in csv.DictReader(file)}


def _passage(row: dict[str, str]) -> Passage:
    points = [point.split() for point in row["gate"].split(";") if point]
    return Passage(
        name=row["name"],
        gate=tuple((float(lon), float(lat)) for lon, lat in points),
        draft_m=float(row["draft_m"] or "inf"),
        closed=row["closed"] == "yes",
        note=row["note"],
        also=tuple(name for name in row["also"].split(";") if name),
    )


def names() -> list[str]:
    """Names that can be avoided or asked for, groups included.

    Examples
    --------
    >>> names()[:4]
    ['bab-el-mandeb', 'bering', 'bosporus', 'cape horn']
    """
    return sorted([*known(), *_GROUPS])


def canonical(text: str) -> str:
    """Write a name as this module does: small letters, one kind of hyphen and blank, no article.

    Examples
    --------
    >>> canonical("The Bab el Mandeb"), canonical("Suez Canal"), canonical("Bosphorus"), canonical("Kanal")
    ('bab-el-mandeb', 'suez', 'bosporus', 'kanal')
    """
    words = [word for word in text.lower().replace("_", " ").replace("-", " ").split() if word != "the"]
    plain = " ".join(words)
    return _by_any_name().get(plain, plain)


@functools.cache
def _by_any_name() -> dict[str, str]:
    """Names as this module writes them, by what else people call them."""
    table = known()
    found: dict[str, str] = {}
    for name in names():
        for other in (name, *(table[name].also if name in table else ())):
            bare = other.replace("-", " ").removeprefix("the ")
            forms = ("{}", "{} canal", "{} strait", "strait of {}", "{} passage", "{} straits")
            found |= {form.format(bare): name for form in forms}
    return found


def in_words(names: Iterable[str]) -> str:
    """Write names for people, in their order.

    Examples
    --------
    >>> in_words(["dover", "cape of good hope", "bab-el-mandeb", "st lawrence seaway"])
    'Dover, Cape of Good Hope, Bab-el-Mandeb, St Lawrence Seaway'
    """
    words = re.compile(r"[a-z]+")
    return ", ".join(
        words.sub(lambda word: word[0] if word[0] in _SMALL else word[0].capitalize(), name) for name in names
    )


def advice(text: str) -> str:
    """Say which straits and canals there are, to somebody who may have meant one.

    Examples
    --------
    >>> advice("bosprus")[:61]
    "If a strait or canal is meant, did you mean 'bosporus'? Known"
    """
    near = difflib.get_close_matches(canonical(text[:100]), names(), n=1)
    meant = f"did you mean {near[0]!r}? Known are" if near else "known are"
    return f"If a strait or canal is meant, {meant} {', '.join(names())}."


def members(name: str) -> tuple[str, ...]:
    """Passages that a name stands for.

    Examples
    --------
    >>> members("danish straits")
    ('oresund', 'great belt', 'little belt')
    """
    return _GROUPS.get(name, (name,))


def closed_for(avoid: tuple[str, ...], asked: tuple[str, ...], draft_m: float | None) -> frozenset[str]:
    """Passages that a ship must not use.

    Parameters
    ----------
    avoid
        Names to avoid.
    asked
        Names asked for, which opens those that are closed otherwise.
    draft_m
        Draught of the ship in metres, None where it is not known.
    """
    opened = {member for name in asked for member in members(name)}
    shut = {member for name in avoid for member in members(name)}
    shut |= {name for name, others in _INSTEAD.items() if name not in opened and opened & {*others}}
    for passage in known().values():
        if (passage.closed and passage.name not in opened) or (
            draft_m is not None and draft_m > passage.draft_m
        ):
            shut.add(passage.name)
    return frozenset(shut)


def split(via: Iterable[Stop], *, mode: str) -> Split[Stop]:
    """Tell places on the way from straits and canals, which only a ship can go through.

    A name that is both, such as Kiel or Suez, is the passage; for the port give its id or position.

    Parameters
    ----------
    via
        Names, positions or places.
    mode
        Of the leg.

    Examples
    --------
    >>> split(["Suez Canal", "Singapore", "Taiwan Strait"], mode="sea")
    Split(places=['Singapore'], passages=[('suez',), ('taiwan strait',)])
    >>> split(["Suez"], mode="road").places
    ['Suez']
    """
    places: list[Stop] = []
    found: list[tuple[str, ...]] = [()]
    for stop in via:
        name = canonical(stop) if mode == "sea" and isinstance(stop, str) else ""
        if name in names():
            found[-1] = (*found[-1], name)
        else:
            places.append(stop)
            found.append(())
    return Split(places, found)
