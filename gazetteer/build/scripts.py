"""Which articles and first words English texts leave out of names of places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

# English texts drop the Arabic article, whose l turns into the letter that follows (Ar Raqqah), and the
# Persian word for a port.
_FIRST_WORDS = {
    "ARABIC": re.compile(r"(?:A[dln]|Adh|Ar|A[sz]|Ash|At|Ath|El)[ -](?=[^ ])|ال(?=\w{4})"),
    "PERSIAN": re.compile(r"Bandar(?:-e|-i)? "),
}
_COUNTRIES_OF_FIRST_WORDS = {
    "ARABIC": "AE BH DJ DZ EG IQ JO KW LB LY MA MR OM PS QA SA SD SO SY TD TN YE",
    "PERSIAN": "IR",
}
_SHORTEST_REST = 4


def without_first_words(names: Iterable[str], country: str) -> list[str]:
    """Return what is left of names without an article or a word for "port", where nobody has listed that.

    Examples
    --------
    >>> without_first_words(["Bandar-e Anzalī", "Bandar Anzali"], "IR")
    ['Anzalī']
    >>> without_first_words(["Al Ḩasakah", "Hasaka"], "SY"), without_first_words(["Al Gore"], "US")
    (['Ḩasakah'], [])
    """
    names = list(names)
    patterns = [
        _FIRST_WORDS[language]
        for language, countries in _COUNTRIES_OF_FIRST_WORDS.items()
        if country in countries.split()
    ]
    known = {fold(name) for name in names} if patterns else set()
    found = []
    for name in names:
        for pattern in patterns:
            rest = name[match.end() :] if (match := pattern.match(name)) else ""
            if (
                len(rest) >= _SHORTEST_REST
                and (rest[0].isupper() or not rest.isascii())
                and fold(rest) not in known
            ):
                known.add(fold(rest))
                found.append(rest)
    return found
