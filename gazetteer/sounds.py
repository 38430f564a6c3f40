"""Names as they sound: what is left of a name when the habits of those who romanised it are taken off.

Tikhoretsk, Tihoretsk, Tichorezk and Tikhoretzk are one town in four schemes. `plain_sound` writes them much
alike; `skeleton` keeps the consonants alone, in classes, and is what the index files a name under. Pure
functions on folded names in Latin letters; the index is built and asked with the same ones, so a change here
needs a new index.

The spellings are those of BGN/PCGN, GOST, ISO 9 and the Ukrainian law of 2010, of German, French, Polish and
Czech newspapers; of pinyin, McCune-Reischauer and Hepburn; and the usual Arabic, Persian and Hebrew ones.
"""

from __future__ import annotations

import re

# What a name sounds like, in one letter for one sound: c is "ts" or "ch", s is also "sh", h also "kh". What
# marks softness or length is gone. Russian writes "yo" as "ye", and who romanises it may know better or not.
_SPELLINGS = {
    "schtsch": "s", "shch": "s", "chtch": "s", "szcz": "s", "tsch": "c", "shh": "s", "sch": "s", "tch": "c",
    "dzh": "j", "dsh": "j", "dj": "j", "dz": "j", "zh": "z", "sh": "s", "sz": "s", "kh": "h", "gh": "g",
    "th": "t", "dh": "d", "ph": "f", "ch": "c", "ts": "c", "tz": "c", "cz": "c", "ck": "k", "ks": "x",
    "q": "k", "w": "v", "ou": "u", "oo": "u", "ee": "i",
    "yo": "e", "jo": "e", "io": "e", "ya": "a", "ja": "a", "ia": "a", "yu": "u", "ju": "u", "iu": "u",
    "ye": "e", "je": "e", "ie": "e", "yi": "i", "ij": "i", "iy": "i", "yj": "i", "yy": "i", "ii": "i",
    "y": "i", "iye": "e", "ije": "e", "iya": "a", "ija": "a", "iyu": "u", "iju": "u",
}  # fmt: skip
_SPELLING = re.compile("|".join(sorted(_SPELLINGS, key=len, reverse=True)))
_DOUBLE = re.compile(r"(.)\1+")

# Consonants that one scheme writes for another fall into one class; vowels count at the beginning only.
_CLASSES = str.maketrans(
    {
        **dict.fromkeys("gkhq", "k"),
        **dict.fromkeys("cjsz", "s"),
        **dict.fromkeys("dt", "t"),
        **dict.fromkeys("bp", "p"),
        **dict.fromkeys("fvw", "v"),
        **dict.fromkeys("aeiouy", None),
        "x": "ks",
    }
)
_VOWELS = "aeiou"
# How German and how Polish and Czech papers spell: a second and a third reading of a Latin name.
_OTHER_TONGUES = (
    (re.compile(r"(?<![st])ch|(?<!t)z|j"), {"ch": "kh", "z": "ts", "j": "y"}),
    (re.compile(r"cz|sz|ch|c|j"), {"cz": "ch", "sz": "sh", "ch": "kh", "c": "ts", "j": "y"}),
)
_SILENT_END = re.compile(r"(?<=[aeiou])h$")


def plain_sound(key: str) -> str:
    """Return a folded name in Latin letters as it sounds, whatever the scheme that it was romanised by.

    Examples
    --------
    >>> plain_sound("tikhoretsk") == plain_sound("tihoretzk")
    True
    >>> plain_sound("khar kiv"), plain_sound("orsk iy"), plain_sound("petrovskii")
    ('harkiv', 'orski', 'petrovski')
    """
    text = _SPELLING.sub(lambda found: _SPELLINGS[found[0]], key.replace(" ", ""))
    return _DOUBLE.sub(r"\1", text)


def readings(key: str) -> tuple[str, ...]:
    """Return how a folded name in Latin letters may sound, read as English, German or Slavic spelling.

    Examples
    --------
    >>> plain_sound("tikhoretsk") in readings("tichorezk")
    True
    """
    sounds = [plain_sound(key)]
    for pattern, letters in _OTHER_TONGUES:
        sounds.append(plain_sound(pattern.sub(lambda found: letters[found[0]], key)))  # noqa: B023 - used at once
    return tuple(dict.fromkeys(sounds))


def skeleton(sound: str) -> str:
    """Return the consonants of a name as it sounds, in classes, and "a" for a vowel at the beginning.

    Examples
    --------
    >>> skeleton(plain_sound("hostomel")) == skeleton(plain_sound("gostomel"))
    True
    """
    bones = _SILENT_END.sub("", sound).translate(_CLASSES)
    return ("a" if sound[:1] in _VOWELS else "") + _DOUBLE.sub(r"\1", bones)
