"""Korean names: the North's and the South's spelling, and how either is romanised.

North and South part at the beginning of a word. The South's spelling rules (Hangul orthography of 1988,
articles 10 to 12, "initial-sound law") write ㄹ and ㄴ there as they are spoken, ㄴ or nothing; the North
writes them as in the middle of a word: 라진 and 나진, 량강 and 양강, 녕변 and 영변.

Three romanisations are met: McCune-Reischauer (1939, here without its marks, as keys have none), the South's
of 2000 and the North's of 1992. All write what is spoken, so the consonants change where syllables meet.
"""

from __future__ import annotations

import re
from itertools import pairwise

_FIRST, _LAST = 0xAC00, 0xD7A3
_WORDS = re.compile(r"[가-힣]+|[^가-힣]+")
_VOWELS, _FINALS = 21, 28
_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_FINAL_LETTERS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
_N, _R, _NONE = (_INITIALS.index(letter) for letter in "ㄴㄹㅇ")
_Y_VOWELS = frozenset({2, 3, 6, 7, 12, 17, 20})
"""ㅑ ㅒ ㅕ ㅖ ㅛ ㅠ ㅣ"""

# Sino-Korean syllables that begin with ㄹ or, before a y or i, with ㄴ: the South's 이 may stand for 리.
_NORTHERN = "라락란람랍랑래랭량략려력련렬렴렵령례로록론롱뢰료룡루류륙륜률륭륵름릉리린림립녀년념녕뇨뉴니닉"

# As spoken at the end of a syllable.
_ENDS = dict(
    zip("ㄲㅋㄳㄺㅅㅆㅈㅊㅌㅎㅍㅄㄿㄵㄶㄻㄼㄽㄾㅀ", "ㄱㄱㄱㄱㄷㄷㄷㄷㄷㄷㅂㅂㅂㄴㄴㅁㄹㄹㄹㄹ", strict=True)
)
_NASAL = {"ㄱ": "ㅇ", "ㄷ": "ㄴ", "ㅂ": "ㅁ"}
_SPLIT = {
    "ㄳ": ("ㄱ", "ㅅ"), "ㄵ": ("ㄴ", "ㅈ"), "ㄶ": (" ", "ㄴ"), "ㄺ": ("ㄹ", "ㄱ"),
    "ㄻ": ("ㄹ", "ㅁ"), "ㄼ": ("ㄹ", "ㅂ"), "ㄽ": ("ㄹ", "ㅅ"), "ㄾ": ("ㄹ", "ㅌ"),
    "ㄿ": ("ㄹ", "ㅍ"), "ㅀ": (" ", "ㄹ"), "ㅄ": ("ㅂ", "ㅅ"), "ㅎ": (" ", "ㅇ"),
}  # fmt: skip
"""Finals of two letters before a vowel: what stays and what moves on."""
_VOICED = frozenset(" ㄴㄹㅁㅇ")
"""What leaves the consonant after it voiced: a vowel, or one of these."""

_PLAIN_VOWELS = [
    "a",
    "ae",
    "ya",
    "yae",
    "o",
    "e",
    "yo",
    "ye",
    "o",
    "wa",
    "wae",
    "oe",
    "yo",
    "u",
    "wo",
    "we",
    "wi",
    "yu",
    "u",
    "ui",
    "i",
]
_SOUTHERN_VOWELS = [
    "a",
    "ae",
    "ya",
    "yae",
    "eo",
    "e",
    "yeo",
    "ye",
    "o",
    "wa",
    "wae",
    "oe",
    "yo",
    "u",
    "wo",
    "we",
    "wi",
    "yu",
    "eu",
    "ui",
    "i",
]


def _letters(initials: str) -> dict[str, str]:
    return dict(zip(_INITIALS, initials.replace("-", "").split(" "), strict=True))


class _Scheme:
    """A romanisation: letters for initials, for initials between voiced sounds, and for vowels."""

    def __init__(self, initials: str, voiced: str, vowels: list[str]) -> None:
        self.initials = _letters(initials)
        self.voiced = self.initials | dict(zip("ㄱㄷㅂㅈ", voiced.split(), strict=True))
        self.vowels = vowels


_SCHEMES = (
    _Scheme("g kk n d tt r m b pp s ss - j jj ch k t p h", "g d b j", _SOUTHERN_VOWELS),
    _Scheme("k kk n t tt r m p pp s ss - ch tch ch k t p h", "g d b j", _PLAIN_VOWELS),
    _Scheme("k kk n t tt r m p pp s ss - j jj ch kh th ph h", "g d b j", _PLAIN_VOWELS),
)
_FINAL_LATIN = dict(zip(" ㄱㄴㄷㄹㅁㅂㅇ", ["", "k", "n", "t", "l", "m", "p", "ng"], strict=True))

# Words for a kind of place, the longest first; a name is used without them too.
_ENDINGS = (
    "특별자치시", "특별자치도", "특별시", "광역시", "직할시", "로동자구", "노동자구",
    "시", "군", "구", "읍", "면", "동", "리", "도", "항", "역",
)  # fmt: skip
_SHORTEST_STEM = 2


def is_hangul(name: str) -> bool:
    """Whether a name has a syllable in Hangul."""
    return any(_FIRST <= ord(letter) <= _LAST for letter in name)


def counterparts(name: str) -> tuple[str, ...]:
    """Return a name in Hangul as the other half of Korea spells it, in every way that it may.

    Examples
    --------
    >>> counterparts("라진"), counterparts("나진"), counterparts("영변"), counterparts("평양")
    (('나진',), ('라진',), ('령변', '녕변'), ())
    """
    head, tail = name[:1], name[1:]
    if not tail or not is_hangul(head):
        return ()
    if (southern := _southern(head)) != head:
        return (southern + tail,)
    return tuple(northern + tail for northern in _NORTHERN if _southern(northern) == head)


def romanised(name: str) -> tuple[str, ...]:
    """Return the keys under which a name in Hangul may be filed in Latin letters, the fullest first.

    The South's romanisation comes before McCune-Reischauer's and the North's; each with the word for the kind
    of place, if there is one, and without it.

    Examples
    --------
    >>> romanised("청진")
    ('cheongjin', 'chongjin')
    >>> romanised("청주시")
    ('cheongju si', 'cheongju', 'cheongjusi', 'chongju si', 'chongju', 'chongjusi')
    >>> romanised("평양")
    ('pyeongyang', 'pyongyang', 'phyongyang')
    """
    stem, ending = _parted(name)
    keys: dict[str, None] = {}
    for scheme in _SCHEMES:
        if ending:
            keys[f"{_written(stem, scheme)} {_written(ending, scheme, before=' ')}"] = None
            keys[_written(stem, scheme)] = None
        keys[_written(name, scheme)] = None
    return tuple(filter(None, keys))


def _parted(name: str) -> tuple[str, str]:
    for ending in _ENDINGS:
        stem = name.removesuffix(ending).strip()
        if stem != name and len(stem) >= _SHORTEST_STEM:
            return stem, ending
    return name, ""


def _southern(syllable: str) -> str:
    """Return a syllable as the South writes it at the beginning of a word."""
    initial, rest = divmod(ord(syllable) - _FIRST, _VOWELS * _FINALS)
    before_y = rest // _FINALS in _Y_VOWELS
    if initial in {_R, _N} and before_y:
        initial = _NONE
    elif initial == _R:
        initial = _N
    return chr(_FIRST + initial * _VOWELS * _FINALS + rest)


def _written(name: str, scheme: _Scheme, before: str = "") -> str:
    """Return a name in Latin letters; ``before`` is how a syllable before it ends, "" if there is none."""
    text = ""
    for word in _WORDS.findall(name):
        if not is_hangul(word):
            text, before = text + word, ""
            continue
        for onset, vowel, end in _spoken(word):
            if onset == before == "ㄹ":
                text += "l"
            else:
                text += (scheme.voiced if before and before in _VOICED else scheme.initials)[onset]
            text += scheme.vowels[vowel] + _FINAL_LATIN[end]
            before = end
    return text


def _spoken(word: str) -> list[tuple[str, int, str]]:
    """Return initial, vowel and final of each syllable as they are spoken."""
    syllables = [_parts(letter) for letter in word]
    spoken = []
    onset = syllables[0][0]
    for (_, vowel, final), (following, *_) in pairwise([*syllables, ("", 0, "")]):
        end, next_onset = _met(final, following)
        spoken.append((onset, vowel, end))
        onset = next_onset
    return spoken


def _parts(letter: str) -> tuple[str, int, str]:
    initial, rest = divmod(ord(letter) - _FIRST, _VOWELS * _FINALS)
    return _INITIALS[initial], rest // _FINALS, _FINAL_LETTERS[rest % _FINALS]


def _met(final: str, initial: str) -> tuple[str, str]:
    """Return the end of a syllable and the initial of the next as they are spoken where they meet."""
    if initial == "ㅇ" and final not in {" ", "ㅇ"}:
        # The last consonant moves on; ㅎ falls silent.
        stays, moves = _SPLIT.get(final, (" ", final))
        return stays, moves
    end = _ENDS.get(final, final)
    if (end, initial) in {("ㄴ", "ㄹ"), ("ㄹ", "ㄴ")}:
        return "ㄹ", "ㄹ"
    if initial == "ㄹ" and end not in {" ", "ㄹ"}:
        initial = "ㄴ"
    return (_NASAL.get(end, end) if initial in {"ㄴ", "ㅁ"} else end), initial
