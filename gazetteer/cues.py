"""What the words around a name in a text say of it: its type, its longer name, what it lies in.

The tables are English and written by hand from general knowledge.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.words import (
    is_adjective,
    is_before_a_person,
    is_given_name_too,
    is_made_thing,
    is_vessel,
    may_stand_before_a_place,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# After the type that is meant stand those that may be meant too: a port is a town.
_AFTER = {
    "county": "admin", "counties": "admin", "co": "admin", "parish": "admin", "borough": "admin town",
    "province": "admin", "oblast": "admin", "krai": "admin", "region": "admin region",
    "district": "admin town",
    "governorate": "admin", "prefecture": "admin", "raion": "admin", "department": "admin", "state": "admin",
    "republic": "admin country", "voivodeship": "admin", "canton": "admin", "gov": "admin",
    "governor": "admin", "city": "town", "town": "town", "village": "town", "township": "town admin",
    "river": "river", "creek": "river", "lake": "lake", "reservoir": "lake", "sea": "sea", "ocean": "sea",
    "bay": "sea", "gulf": "sea", "strait": "strait", "straits": "strait", "channel": "strait sea",
    "canal": "canal", "island": "island", "islands": "island", "isle": "island", "peninsula": "region",
    "archipelago": "island", "mountain": "mountain", "mountains": "mountain", "mount": "mountain",
    "valley": "region", "desert": "region", "plateau": "region", "basin": "region sea",
    "airport": "airport", "port": "port town", "harbor": "port", "harbour": "port", "station": "station town",
    "cosmodrome": "spaceport", "spaceport": "spaceport", "airbase": "military", "crossing": "border-crossing",
    "square": "site",
}  # fmt: skip
_BEFORE = {
    "port of": "port town", "harbor of": "port town", "harbour of": "port town", "city of": "town",
    "town of": "town", "village of": "town", "suburb of": "town", "capital": "town", "mayor of": "town",
    "state of": "admin", "province of": "admin", "county of": "admin", "region of": "admin region",
    "governor of": "admin", "county": "admin", "republic of": "country admin", "kingdom of": "country",
    "island of": "island", "isle of": "island", "gulf of": "sea", "bay of": "sea", "strait of": "strait",
    "sea of": "sea", "river": "river", "lake": "lake", "mount": "mountain", "mt": "mountain",
}  # fmt: skip
_PART_OF_NAME = frozenset({
    "river", "lake", "mount", "mt", "county", "gulf of", "bay of", "strait of", "sea of", "port of",
    "isle of",
})  # fmt: skip
_NEXT_WORD = re.compile(r"[ \u00a0\n-]{1,2}([A-Za-z]+)\.?")
_LAST_WORDS = re.compile(r"((?:[A-Za-z-]+\.? )?[A-Za-z-]+)\.?[ \u00a0\n]$")
_LIES_IN = re.compile(r"\s?(?:,\s{0,2}(?:in\s|the\s)?|\s?\(\s?(?:in\s)?|\sin\s(?:the\s)?)")
_HOLDS = re.compile(r"['\u2019]s?\s")
_TAIL = re.compile(r",\s{1,2}((?:[A-Z][\w.'\u2019]*)(?:\s[A-Z][\w.'\u2019]*){0,3})")
_AFTER_COMMA = re.compile(r"[,(]\s{0,2}$")
_CAPITALISED = re.compile(r"[A-Z][\w\u2019'-]*\.?(?: [A-Z][\w\u2019'-]*\.?){0,7}")
_PLAIN_CODES = frozenset({"US", "UK", "EU"})
_CODE_LENGTH = 2
_WINDOW = 40
_MOST_WORDS_OF_UNIT = 3


class Setting(NamedTuple):
    """What the words beside a name say of it.

    Parameters
    ----------
    types
        The type of place that they speak of, and those that may be meant too.
    longer
        The name together with the word beside it, where that may be the whole name ("Tumen River").
    tail
        What stands after a comma and may be what the place lies in.
    doubt
        Why it may be no place at all; "" where nothing says so.
    """

    types: tuple[str, ...]
    longer: tuple[str, ...]
    tail: str
    doubt: str


def setting(text: str, start: int, end: int) -> Setting:
    """Return what the words beside a name say of it.

    Examples
    --------
    >>> setting("on the Tumen River today", 7, 12)
    Setting(types=('river',), longer=('Tumen River',), tail='', doubt='')
    >>> setting("in Paris, Texas, they", 3, 8).tail
    'Texas'
    >>> setting("said John Kirby in reply", 10, 15).doubt
    'may be a person'
    """
    name = text[start:end]
    behind = text[end : end + _WINDOW]
    ahead = text[max(0, start - _WINDOW) : start]
    types: list[str] = []
    longer: list[str] = []
    word = _NEXT_WORD.match(behind)
    if word and (found := _AFTER.get(word[1].casefold())):
        types += found.split()
        if word[1][0].isupper():
            longer.append(f"{name} {word[1]}")
    last = _LAST_WORDS.search(ahead)
    both = last[1].casefold().replace(".", "") if last else ""
    for phrase in (both, both.rpartition(" ")[2]):
        if phrase in _BEFORE:
            types += _BEFORE[phrase].split()
            if last and phrase in _PART_OF_NAME and last[1][-len(phrase)].isupper():
                longer.append(f"{last[1][-len(phrase) :]} {name}")
            break
    tail = _TAIL.match(behind)
    doubt = "may be a common noun" if name.islower() else ""
    doubt = doubt or _doubt(name, last[1].rpartition(" ")[2] if last else "", word[1] if word else "")
    if not doubt and len(name) == _CODE_LENGTH and name.isupper() and not _AFTER_COMMA.search(ahead):
        doubt = _letters(name)
    return Setting(tuple(types), tuple(longer), tail[1] if tail else "", doubt)


def links(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield which name lies in which, as pairs of numbers, as the text says ("Paris, Texas").

    Examples
    --------
    >>> list(links("from Paris, Texas, to Russia's Dunay", [(5, 10), (12, 17), (22, 28), (31, 36)]))
    [(0, 1), (3, 2)]
    """
    order = sorted(range(len(spans)), key=lambda at: spans[at])
    for here, there in pairwise(order):
        between = text[spans[here][1] : spans[there][0]]
        if _LIES_IN.fullmatch(between):
            yield here, there
        elif _HOLDS.fullmatch(between):
            yield there, here


def capitalised(text: str, spans: Sequence[tuple[int, int]]) -> dict[str, list[int]]:
    """Return the runs of up to three capitalised words outside some spans, with where they stand.

    Examples
    --------
    >>> list(capitalised("The Russian port of Dunay", [(20, 25)]))
    ['The', 'The Russian', 'Russian']
    """
    blank = list(text)
    for start, end in spans:
        blank[start:end] = "|" * (end - start)
    found: dict[str, list[int]] = {}
    for run in _CAPITALISED.finditer("".join(blank)):
        words = [(word.group(), word.start() + run.start()) for word in re.finditer(r"\S+", run.group())]
        for first, (_, at) in enumerate(words):
            for last in range(first + 1, min(first + _MOST_WORDS_OF_UNIT, len(words)) + 1):
                found.setdefault(" ".join(word for word, _ in words[first:last]), []).append(at)
    return found


def _doubt(name: str, before: str, after: str) -> str:
    word = before.casefold()
    if is_before_a_person(word) or (after[:1].isupper() and is_given_name_too(name)):
        return "may be a person"
    is_name = before[:1].isupper() and not before.isupper() and not is_adjective(before)
    if is_name and not may_stand_before_a_place(word):
        return "may be a person"
    return "may be a thing" if is_made_thing(after) or is_vessel(word) else ""


def _letters(name: str) -> str:
    return "" if name in _PLAIN_CODES else "may be any two letters"
