"""Which countries write their own places in which script, where that is not Latin."""

from __future__ import annotations

import unicodedata

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
_COUNTRIES_OF = {script: frozenset(countries.split()) for script, countries in _COUNTRIES.items()}

NOT_LATIN = frozenset().union(*_COUNTRIES_OF.values())
"""ISO 3166-1 codes of all these countries."""


def own_countries(name: str) -> frozenset[str]:
    """Return the countries that write their places in the script of a name; none for Latin.

    Examples
    --------
    >>> sorted(own_countries("나진")), sorted(own_countries("Najin"))
    (['KP', 'KR'], [])
    """
    letter = next(filter(str.isalpha, name), "")
    return _COUNTRIES_OF.get(unicodedata.name(letter, "").partition(" ")[0] if letter else "", frozenset())


def is_in_own_script(name: str, country: str) -> bool:
    """Whether a name is written in a script of the country that its place lies in.

    Such a name is as good as the source's Latin main name: the place is called so by those who live there.

    Examples
    --------
    >>> is_in_own_script("Дунай", "RU"), is_in_own_script("Виена", "AT"), is_in_own_script("Dunay", "RU")
    (True, False, False)
    """
    return not name.isascii() and country in own_countries(name)
