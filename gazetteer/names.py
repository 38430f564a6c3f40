"""Folding: the key under which a name is stored and looked up.

Two spellings that differ only in case, accents, punctuation, spacing, the form of Chinese characters or in
"St." for "Saint" have the same key. Pure functions of the standard library; the index is built and asked with
the same ones, so a change here needs a new index.
"""

# ruff: noqa: RUF001, RUF002 - characters that look alike are the subject of this file
from __future__ import annotations

import re
import unicodedata

from gazetteer.han import ONE_FORM

MAX_NAME_LENGTH = 200
"""Characters. The longest name in GeoNames' towns has 193; anything longer is a sentence or an attack."""

# Letters that Unicode does not decompose into a base letter and a mark.
_PLAIN_LETTERS = str.maketrans(
    {
        "ı": "i", "ł": "l", "đ": "d", "ð": "d", "ø": "o", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h",
        "ŧ": "t", "ŋ": "ng", "ə": "a", "ɓ": "b", "ɗ": "d", "ƙ": "k",
    }
)  # fmt: skip
_LETTERS: dict[int, str | int | None] = {**_PLAIN_LETTERS, **ONE_FORM}

# Apostrophes stand inside words (Sana'a, P'yongyang, Khar'kiv) and vanish. All else that is no letter, digit
# or mark parts words.
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼʻʾʿ`´ʹʺ′″ʽˈꞌ·"))
_DEVANAGARI = 0x900
_ABBREVIATION_DOT = re.compile(r"(?<!\w)(\w)\.")
_NO_WORD = re.compile(r"[\W_]+")
_SPELT_OUT = re.compile(r"\b(saint|sainte|mount|fort)\b(?= )")
_ABBREVIATIONS = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}


def fold(name: str) -> str:
    """Return the key of a name: without case, accents and punctuation, words parted by one blank.

    Parameters
    ----------
    name
        A name in any script. Only the first `MAX_NAME_LENGTH` characters count.

    Returns
    -------
    str
        The key; "" where the name has neither letter nor digit.

    Examples
    --------
    >>> fold("Rasŏn"), fold("P’yŏngyang"), fold("Łódź"), fold("U.S.")
    ('rason', 'pyongyang', 'lodz', 'us')
    >>> fold("나진"), fold("Tóшкент-1")
    ('나진', 'toшкент 1')
    >>> fold("臺北") == fold("台北"), fold("廣島") == fold("広島")
    (True, True)
    >>> fold("Saint-Denis") == fold("St. Denis"), fold("Mount Hood"), fold("Fort")
    (True, 'mt hood', 'fort')
    """
    name = name[:MAX_NAME_LENGTH]
    text = name.translate(_APOSTROPHES).casefold() if name.isascii() else _plain(name)
    key = _spaced(_ABBREVIATION_DOT.sub(r"\1", text))
    if " " in key and any(word in key for word in _ABBREVIATIONS):
        return _SPELT_OUT.sub(lambda word: _ABBREVIATIONS[word[0]], key)
    return key


def lookup_keys(name: str) -> tuple[str, ...]:
    """Return the keys under which to look a name up, best first: its own, then without a leading "the".

    Examples
    --------
    >>> lookup_keys("the White House")
    ('the white house', 'white house')
    >>> lookup_keys("...")
    ()
    """
    key = fold(name)
    keys = (key, key.removeprefix("the ")) if key.startswith("the ") else (key,)
    return tuple(key for key in keys if key)


def is_machine_romanisation(name: str) -> bool:
    """Whether a name looks like GeoNames' machine romanisations: Latin letters, all of them small.

    Examples
    --------
    >>> is_machine_romanisation("luo jin"), is_machine_romanisation("Najin"), is_machine_romanisation("라진")
    (True, False, False)
    """
    return name.isascii() and name.islower()


def _plain(name: str) -> str:
    text = unicodedata.normalize("NFKD", name).translate(_KEPT)
    # Hangul and kana come apart under NFKD; only NFC puts their syllables together again.
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold().translate(_LETTERS))


class _KeptCharacters(dict[int, int | None]):
    """A table for `str.translate` that drops accents, vowel points, apostrophes and invisible characters.

    Marks of the Indian and South-East Asian scripts and of kana are letters in all but name and stay. The
    table fills itself: a character is judged when it is first met.
    """

    def __missing__(self, code: int) -> int | None:
        character = chr(code)
        combining = unicodedata.combining(character)
        category = unicodedata.category(character)
        # Class 200 and above: accents of the European scripts. 10 to 36: Hebrew and Arabic points. Before
        # Devanagari no mark is a letter.
        is_accent = combining >= 200 or 10 <= combining <= 36 or (category[0] == "M" and code < _DEVANAGARI)  # noqa: PLR2004 - Unicode's own numbers
        is_dropped = is_accent or category in {"Cf", "Cs"} or code in _APOSTROPHES
        kept = None if is_dropped else code
        if code <= 0xFFFF:  # noqa: PLR2004 - beyond lie a million characters that hostile text could fill us with
            self[code] = kept
        return kept


_KEPT = _KeptCharacters()


def _spaced(text: str) -> str:
    # \W takes the vowel signs of the scripts from Devanagari on for punctuation, so these are parted by hand.
    if max(text, default="") < chr(_DEVANAGARI):
        return _NO_WORD.sub(" ", text).strip()
    kept = (character if unicodedata.category(character)[0] in "LMN" else " " for character in text)
    return " ".join("".join(kept).split())
