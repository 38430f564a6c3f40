"""The forms in which a name is written together with what it lies in, and those of registers.

"Kyiv (Ukraine)", "Raqqa/Syria" and "Goma, North Kivu, DRC" name a place and what it lies in; "Korea, South"
and "Congo, Dem. Rep." are one name, its first word last, as the lists of the UN and the World Bank sort them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazetteer.names import MAX_NAME_LENGTH, fold

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_COMMAS = 4
"""More of them make a list, not an address."""
_IN_BRACKETS = re.compile(r"([^()]+)\(([^()]+)\)\s*")
_AFTER_A_STROKE = re.compile(r"([^/]+)/([^/]+)")
_STATE = frozenset({"republic", "state", "states", "federation", "union", "kingdom", "commonwealth"})
_SHORT_WORDS = {
    "dem": "democratic", "rep": "republic", "fed": "federated", "sts": "states", "st": "state",
    "isl": "islamic", "is": "islands", "rb": "bolivarian republic", "pdr": "people's democratic republic",
}  # fmt: skip
# As newspapers write them after the name of a town. Most of their kind are names in the index.
_DIVISIONS = {
    "tex": "Texas", "me": "Maine", "ida": "Idaho", "kans": "Kansas", "nebr": "Nebraska",
    "n mex": "New Mexico", "oreg": "Oregon", "penn": "Pennsylvania", "penna": "Pennsylvania",
    "w va": "West Virginia", "wisc": "Wisconsin", "nl": "Newfoundland and Labrador",
    "nfld": "Newfoundland and Labrador", "nsw": "New South Wales", "vic": "Victoria", "tas": "Tasmania",
}  # fmt: skip
_LONGEST_CODE = 2


def parted(name: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to part a name from what it is said to lie in; the likeliest first, none if it is bare.

    Parameters
    ----------
    name
        A name of at most `MAX_NAME_LENGTH` characters; a longer one, and one with more than `MOST_COMMAS`
        commas, has no parts.

    Examples
    --------
    >>> list(parted("Goma, North Kivu, DRC"))
    [('Goma', 'North Kivu, DRC'), ('Goma, North Kivu', 'DRC')]
    >>> list(parted("Kyiv (Ukraine)")), list(parted("Raqqa/Syria")), list(parted("Kyiv"))
    ([('Kyiv', 'Ukraine')], [('Raqqa', 'Syria')], [])
    """
    if len(name) > MAX_NAME_LENGTH:
        return
    form = _IN_BRACKETS.fullmatch(name) or _AFTER_A_STROKE.fullmatch(name)
    if form is not None:
        yield form[1].strip(), form[2].strip()
        return
    parts = name.split(",")
    if len(parts) - 1 <= MOST_COMMAS:
        for at in range(1, len(parts)):
            yield ",".join(parts[:at]).strip(), ",".join(parts[at:]).strip()


def spelt_out(division: str) -> str:
    """Return a unit's name for its abbreviation after a town's name, and any other name as it is.

    Two capitals are a code, of which the index knows what it may mean.

    Examples
    --------
    >>> spelt_out("Tex."), spelt_out("N.S.W."), spelt_out("ME"), spelt_out("Ohio")
    ('Texas', 'New South Wales', 'ME', 'Ohio')
    """
    text = division.strip()
    if len(text) <= _LONGEST_CODE and text.isupper():
        return text
    return _DIVISIONS.get(fold(text), text)


def turned(name: str) -> Iterator[str]:
    """Yield what a name means that has its first words last, as a country's in a sorted list.

    Examples
    --------
    >>> list(turned("Korea, South"))
    ['south Korea']
    >>> list(turned("Congo, Dem. Rep."))
    ['democratic republic Congo', 'democratic republic of Congo', 'democratic republic of the Congo']
    >>> list(turned("Iran (Islamic Republic of)"))
    ['islamic republic of Iran']
    """
    for head, tail in parted(name):
        words = " ".join(_SHORT_WORDS.get(word, word) for word in fold(tail).split())
        if "," in head or "," in tail or not words:
            continue
        yield f"{words} {head}"
        if _STATE.intersection(words.split()) and not words.endswith((" of", " the")):
            yield f"{words} of {head}"
            yield f"{words} of the {head}"
