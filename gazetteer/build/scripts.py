"""How countries write their own places: in which scripts, where not in Latin, and with which articles."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

# Keys are the first words of Unicode's character names, values ISO 3166-1 codes.
_COUNTRIES = {
    "ARABIC": "AE AF BH DJ DZ EG EH ER IQ IR JO KM KW LB LY MA MR OM PK PS QA SA SD SO SY TD TN YE",
    "ARMENIAN": "AM",
    "BENGALI": "BD IN",
    "CJK": "CN HK JP MO TW",
    "CYRILLIC": "BA BG BY KG KZ ME MK MN RS RU TJ UA",
    "DEVANAGARI": "IN NP",
    "ETHIOPIC": "ER ET",
    "GEORGIAN": "GE",
    "GREEK": "CY GR",
    "GUJARATI": "IN",
    "GURMUKHI": "IN PK",
    "HANGUL": "KP KR",
    "HEBREW": "IL",
    "HIRAGANA": "JP",
    "KANNADA": "IN",
    "KATAKANA": "JP",
    "KHMER": "KH",
    "LAO": "LA",
    "MALAYALAM": "IN",
    "MYANMAR": "MM",
    "ORIYA": "IN",
    "SINHALA": "LK",
    "TAMIL": "IN LK",
    "TELUGU": "IN",
    "THAI": "TH",
    "TIBETAN": "BT CN",
}
_OWN_SCRIPTS = {
    (script, country) for script, countries in _COUNTRIES.items() for country in countries.split()
}

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


def is_in_own_script(name: str, country: str) -> bool:
    """Whether a name is written in a script of the country that its place lies in.

    Such a name is as good as the source's Latin main name: the place is called so by those who live there.

    Examples
    --------
    >>> is_in_own_script("Дунай", "RU"), is_in_own_script("Виена", "AT"), is_in_own_script("Dunay", "RU")
    (True, False, False)
    """
    if name.isascii():
        return False
    letter = next(filter(str.isalpha, name), None)
    return letter is not None and (unicodedata.name(letter, "").partition(" ")[0], country) in _OWN_SCRIPTS
