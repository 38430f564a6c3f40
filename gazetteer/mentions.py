"""Names marked in a text, or put in a list, become places: by the words beside them, and by each other."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.cues import capitalised, links, setting
from gazetteer.names import fold
from gazetteer.place import COUNTRY_TYPES, DIVISION_TYPES
from gazetteer.scoring import LONGEST_CODE, Candidate, matches, ordered, strength_of_none
from gazetteer.settle import Link, Named, settled
from gazetteer.weights import WEIGHTS
from gazetteer.words import is_homograph, is_seat_of_power

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from gazetteer.cues import Setting
    from gazetteer.lookup import Lookup
    from gazetteer.place import Match

_SHORTEST_ASIDE = 4
_STEP, _MARGIN = 60, 20
"""Names settled at once, and those before and after them that are evidence: the work grows with the text."""
_MOST_ASIDES = 40


class _Sense(NamedTuple):
    """Mentions that mean the same: one name, in one setting."""

    name: str
    outer: str


class _Mention(NamedTuple):
    name: str
    at: int
    sense: _Sense
    setting: Setting


def listed(names: Sequence[str], found: Sequence[Sequence[Candidate]], *, hinted: bool) -> list[Match | None]:
    """Return the likeliest place of each name in a list, in the light of the others.

    Parameters
    ----------
    names
        The names; one that is there twice is no evidence for itself.
    found
        The candidates of each name without context.
    hinted
        Whether a country, a type or a place nearby was given for all.
    """
    unique = {_sense(name): number for number, name in reversed(list(enumerate(names)))}
    group = [
        Named(names[number], found[number], strength_of_none(names[number], hinted=hinted))
        for number in unique.values()
    ]
    best = dict(zip(unique, _best(group, hinted=hinted), strict=True))
    return [best[_sense(name)] for name in names]


def marked(lookup: Lookup, text: str, spans: Sequence[tuple[int, int]]) -> list[Match | None]:
    """Return the likeliest place of each name marked in a text; None where nothing is known by that name.

    Parameters
    ----------
    lookup
        Where names are looked up.
    text
        The text.
    spans
        First character and the one after the last of each name.
    """
    inside = dict(links(text, spans))
    mentions = list(_mentions(text, spans, inside))
    by_sense: dict[_Sense, list[_Mention]] = {}
    for mention in mentions:
        by_sense.setdefault(mention.sense, []).append(mention)
    number = {sense: at for at, sense in enumerate(by_sense)}
    group = [_named(lookup, same) for same in by_sense.values()]
    known = {Link(number[mentions[i].sense], number[mentions[o].sense]) for i, o in inside.items()}
    evidence: list[Named] = []
    for sense, tail in _tails(lookup, by_sense, {link.inner for link in known}, number):
        known.add(Link(number[sense], len(group) + len(evidence)))
        evidence.append(tail)
    asides = _asides(lookup, text, spans, {sense.name for sense in by_sense})
    evidence += sorted(asides, key=lambda aside: -len(aside.at))[:_MOST_ASIDES]
    best = _best(group, evidence, known)
    return [best[number[mention.sense]] for mention in mentions]


def _best(
    group: Sequence[Named],
    evidence: Sequence[Named] = (),
    known: Collection[Link] = (),
    *,
    hinted: bool = False,
) -> list[Match | None]:
    """Return the best meaning of each name; links count names first and then the evidence."""
    named = [*group, *evidence]
    outers = {link.outer for link in known}
    found: list[Match | None] = []
    for first in range(0, len(group), _STEP):
        window = range(max(0, first - _MARGIN), min(len(group), first + _STEP + _MARGIN))
        held_by = {link.outer for link in known if link.inner in window}
        behind = (at for at in range(len(group), len(named)) if at in held_by or at not in outers)
        picked = [*window, *behind]
        number = {at: index for index, at in enumerate(picked)}
        links_here = [Link(number[i], number[o]) for i, o in sorted(known) if i in number and o in number]
        weighed = settled([named[at] for at in picked], links_here)
        for at in window[first - window.start :][:_STEP]:
            top = matches(named[at].name, weighed[number[at]], 1, none=named[at].none, hinted=hinted)
            found.append(top[0] if top else None)
    return found


def _mentions(text: str, spans: Sequence[tuple[int, int]], inside: Mapping[int, int]) -> Iterator[_Mention]:
    names = [_bare(text[start:end]) for start, end in spans]
    for number, (start, end) in enumerate(spans):
        around = setting(text, start, end)
        outer = _sense(names[inside[number]]) if number in inside else fold(around.tail)
        yield _Mention(names[number], start, _Sense(_sense(names[number]), outer), around)


def _named(lookup: Lookup, same: Sequence[_Mention]) -> Named:
    """Return what mentions of one sense may mean, with what the words beside them say."""
    name = same[0].name
    types = list(dict.fromkeys(type_ for mention in same for type_ in mention.setting.types))
    longer = dict.fromkeys(text for mention in same for text in mention.setting.longer)
    found: dict[str, Candidate] = {}
    for text, bonus in [(name, 0.0), *((text, WEIGHTS.mention.longer) for text in longer)]:
        filed = lookup.candidates(text, None, None, None, demonyms=True)
        contested = any(candidate.is_main for candidate in filed)
        for candidate in filed:
            weighed = _weighed(candidate, types, bonus, contested=contested)
            rival = found.get(candidate.place.id)
            if rival is None or weighed.strength > rival.strength:
                found[candidate.place.id] = weighed
    return Named(name, ordered(found.values()), _none(same), tuple(mention.at for mention in same))


def _none(same: Sequence[_Mention]) -> float:
    """Return the strength of "none of these" for marked names, which are mostly places."""
    mention = WEIGHTS.mention
    if all(one.setting.doubt for one in same):
        return mention.doubt
    name = same[0].name
    if is_homograph(name) or is_seat_of_power(name):
        return mention.doubt
    alone = strength_of_none(name)
    return mention.none if alone == WEIGHTS.none.plain else alone


def _weighed(candidate: Candidate, types: Sequence[str], bonus: float, *, contested: bool) -> Candidate:
    mention = WEIGHTS.mention
    change, reasons = bonus, []
    if candidate.kind != "code":
        change -= (1 - mention.prominence) * candidate.strength
        change += mention.unit if candidate.place.type == "admin" else 0.0
        change += mention.country if candidate.place.type in COUNTRY_TYPES else 0.0
        change += mention.contested if contested and not candidate.is_main else 0.0
    if types:
        fits = candidate.place.type in types
        cued = mention.cued if candidate.place.type == types[0] else mention.cued_too
        change += cued if fits else mention.miscued
        reasons += [f"a {candidate.place.type}, as the text says"] if fits else []
    return candidate.shifted(change, *reasons)


def _tails(
    lookup: Lookup,
    by_sense: Mapping[_Sense, Sequence[_Mention]],
    done: set[int],
    number: Mapping[_Sense, int],
) -> Iterator[tuple[_Sense, Named]]:
    """Yield what stands after the comma of a name and is not marked itself: "Paris, Texas"."""
    for sense, same in by_sense.items():
        if not sense.outer or number[sense] in done:
            continue
        words = same[0].setting.tail.split()
        for count in range(len(words), 0, -1):
            tail = " ".join(words[:count])
            if found := lookup.candidates(tail, None, None, DIVISION_TYPES):
                yield sense, Named(tail, found, WEIGHTS.mention.none)
                break


def _asides(lookup: Lookup, text: str, spans: Sequence[tuple[int, int]], known: set[str]) -> Iterator[Named]:
    """Yield the countries and units that the text speaks of unmarked: "the Russian port of ..."."""
    folded = cache(fold)  # the words of a text come again and again
    at: dict[str, list[int]] = {}
    written: dict[str, str] = {}
    for name, places in capitalised(text, spans).items():
        key = " ".join(folded(word) for word in name.split())
        if len(key) >= _SHORTEST_ASIDE and key not in known:
            written.setdefault(key, _bare(name))
            at.setdefault(key, []).extend(places)
    for key in lookup.divisions(written):
        found = lookup.candidates(written[key], None, None, DIVISION_TYPES, demonyms=True)
        if found and found[0].strength >= WEIGHTS.mention.least_aside:
            yield Named(
                written[key], found, WEIGHTS.mention.none_aside, tuple(at[key]), WEIGHTS.mention.aside
            )


def _bare(name: str) -> str:
    name = name.strip()
    return name[:-2] if name.endswith(("'s", "\u2019s")) else name


def _sense(name: str) -> str:
    """Return the key under which names of one meaning fall together; a code is not the word it looks like."""
    key = fold(name)
    return name.strip() if len(key) <= LONGEST_CODE else key
