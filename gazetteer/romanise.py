"""Names in other scripts become Latin keys under which their places may be filed.

For Korean by the rules in `gazetteer.korean`; for all other scripts by the package anyascii, which is loaded
when the first such name is asked for. Arabic and Hebrew are helped along: they write vowels as consonants, if
at all.
"""

# ruff: noqa: RUF001 - letters that look alike are the subject of this file
from __future__ import annotations

import re

from gazetteer import korean
from gazetteer.names import fold
from gazetteer.scripts import own_countries

_LONGEST = 60
"""Characters. Longer text is no name of a place that only its sound could find."""

# Words for a kind of place that other languages leave out: district, town, city, county, township.
_KIND_OF_PLACE = re.compile(
    r"(?<=\w\w)(?:地区|自治[州县旗]|特别行政区|街道|[市县区镇乡省州])$"
    r"|(?<=\w) (?:балһсн|ош|хула|хала|гӏала|къалэ|раион|город|каласы|місто|шаары|шаар)$"
    r"|^(?:город|поселок|село|станица|місто|смт|селище) (?=\w)"
    r"|^(?:مدينه|مدينة|ولاية|محافظة|شهر|بندر|بلدة|منطقة|قرية) (?=\w)|^(?:עיר|מושב|קיבוץ) (?=\w)"
)
_FEW_VOWELS = re.compile("[\u05d0-\u05ea\u0620-\u06d3]")
_ARTICLE = re.compile(r"(?<!\w)ال(?=\w{3})")
_ASSIMILATED_ARTICLE = re.compile(r"(?<!\w)ال(?=[تثدذرزسشصضطظن]\w\w)")
_VOWELS = str.maketrans(dict.fromkeys("اأإآىعةٱאע", "a") | {"ء": None})
_WAW = re.compile(r"(?<=\w)[وו]")
_FINAL_HE = re.compile(r"ה(?!\w)")


def is_latin(key: str) -> bool:
    """Whether a folded name has no letters but the 26 of English."""
    return key.isascii()


def latin_keys(key: str) -> tuple[str, ...]:
    """Return the Latin keys that a name in another script may be filed under, the likeliest first.

    Parameters
    ----------
    key
        A folded name. In Latin letters it has none, nor has one beyond 60 characters.

    Examples
    --------
    >>> latin_keys("тихорецк"), latin_keys("라진"), latin_keys("العريش")
    (('tikhoretsk',), ('rajin',), ('alarysh', 'arysh'))
    >>> latin_keys("najin")
    ()
    """
    if is_latin(key) or len(key) > _LONGEST:
        return ()
    if korean.is_hangul(key):
        return tuple(filter(is_latin, korean.romanised(key)))
    from anyascii import anyascii  # noqa: PLC0415 - most programs never meet another script

    bare = _KIND_OF_PLACE.sub("", key)
    spellings = _with_vowels(key, bare) if _FEW_VOWELS.search(key) else _other(key, bare)
    latin = dict.fromkeys(fold(anyascii(spelling)) for spelling in spellings)
    return tuple(key for key in latin if key and is_latin(key))


def home_countries(key: str) -> frozenset[str]:
    """Return the countries whose names in the script of a key are read as `latin_keys` reads them.

    Chinese characters are read in Chinese, which says nothing about a place in Japan.

    Examples
    --------
    >>> sorted(home_countries("나진")), "JP" in home_countries("成田"), "JP" in home_countries("ナリタ")
    (['KP', 'KR'], False, True)
    """
    homes = own_countries(key)
    return homes - {"JP"} if "CN" in homes else homes


def _other(key: str, bare: str) -> list[str]:
    # Ukrainian says h where Russian says g, and nothing in a single name tells the two apart.
    return [key, bare, bare.replace("г", "һ")]


def _with_vowels(key: str, bare: str) -> list[str]:
    """Return an Arabic or Hebrew name with vowels for the letters that may stand for one."""
    spellings = []
    for name in (key, bare):
        for spelling in (name, _ASSIMILATED_ARTICLE.sub("ا", name), _ARTICLE.sub("", name)):
            ended = _FINAL_HE.sub("a", spelling)
            # The letter waw is a vowel or a consonant.
            spellings += [_WAW.sub("u", ended).translate(_VOWELS), ended.translate(_VOWELS)]
    return spellings
