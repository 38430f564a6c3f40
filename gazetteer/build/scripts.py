"""Which scripts a country writes its own places in, where that is not Latin."""

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
_OWN_SCRIPTS = {
    (script, country) for script, countries in _COUNTRIES.items() for country in countries.split()
}


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
