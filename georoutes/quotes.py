"""Find a quote in the text that it was taken from.

White space, quotation marks, dashes and the width of letters are printed in many ways, so both are compared
in one form; offsets are those of the text as it stands. The rest must be the same, letter for letter.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

_SAME = {
    **dict.fromkeys("“”„‟«»″〝〞＂", '"'),
    **dict.fromkeys("‘’‚‛′ʼ`´＇", "'"),
    **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
}
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_LEFT_OUT = re.compile(r"\s*(?:\[\s*\.\.\.\s*\]|\(\s*\.\.\.\s*\)|\.\.\.)\s*")
_ALIKE = 0.75
_LONGEST = 2_000
"""Characters of a quote that is compared with what stands there: that takes the square of its length."""
_WORD = re.compile(r"\S+")
_MOST_WORDS = 25


@dataclass(frozen=True, slots=True)
class Found:
    """Where a quote stands in a text.

    Parameters
    ----------
    start, end
        Offsets into the text as it was given, in characters from 0; the end is not included.
    line
        Line of its start, counted from 1.
    exact
        Whether it stands there word for word.
    words
        What stands there, cut to 25 words; "" when it is the quote itself.
    """

    start: int
    end: int
    line: int
    exact: bool
    words: str = ""


def find(quote: str, text: str) -> Found | None:
    """Return where a quote stands in a text, or the words most like it, or None.

    Parameters
    ----------
    quote
        What was quoted. An ellipsis, plain or in brackets, stands for words left out.
    text
        What it was taken from.

    Examples
    --------
    >>> find("an 11-mile 'border'", "It is an 11\u2011mile\u00a0‘border’ only.")
    Found(start=6, end=25, line=1, exact=True, words='')
    >>> find("a 12-mile border", "It is a 11-mile border only.").words
    'a 11-mile border'
    >>> find("nothing of the kind", "It is a border.") is None
    True
    """
    folded, offsets = _folded(text)
    wanted = _folded(quote)[0].strip()
    if not wanted:
        return None
    for pieces in ([wanted], [piece for piece in _LEFT_OUT.split(wanted) if piece]):
        span = _in_order(pieces, folded)
        if span:
            return _found(text, offsets, span, exact=True)
    near = _most_alike(wanted, folded)
    return _found(text, offsets, near, exact=False) if near else None


def _found(text: str, offsets: list[int], span: tuple[int, int], *, exact: bool) -> Found:
    start, end = offsets[span[0]], offsets[span[1] - 1] + 1
    words = "" if exact else " ".join(text[start:end].split()[:_MOST_WORDS])
    return Found(start, end, text.count("\n", 0, start) + 1, exact, words)


@functools.lru_cache(maxsize=32)
def _folded(text: str) -> tuple[str, list[int]]:
    """Return the text in one form, and for each of its characters the offset that it comes from."""
    letters: list[str] = []
    offsets: list[int] = []
    for offset, sign in enumerate(text):
        form = _form(sign)
        if form == " " and letters and letters[-1] == " ":
            continue
        letters += form
        offsets += [offset] * len(form)
    return "".join(letters), offsets


@functools.lru_cache(maxsize=4096)
def _form(sign: str) -> str:
    if sign in _INVISIBLE:
        return ""
    if sign.isspace():
        return " "
    return unicodedata.normalize("NFKD", _SAME.get(sign, sign)).replace("\u2044", "/")


def _in_order(pieces: list[str], folded: str) -> tuple[int, int] | None:
    """Return the first stretch that begins with the first piece, ends with the last and has all in order."""
    if not pieces or (start := folded.find(pieces[0])) < 0:
        return None
    end = start + len(pieces[0])
    for piece in pieces[1:]:
        at = folded.find(piece, end)
        if at < 0:
            return None
        end = at + len(piece)
    return start, end


def _most_alike(wanted: str, folded: str) -> tuple[int, int] | None:
    """Return the stretch of as many words that is most like the quote, if it is like it at all."""
    words = list(_WORD.finditer(folded))
    size = len(wanted.split())
    if not words or len(wanted) > _LONGEST:
        return None
    starts = range(max(len(words) - size, 0) + 1)
    best = max(starts, key=_shared(wanted.split(), [word[0] for word in words], size).__getitem__)
    start, end = words[best].start(), words[min(best + size, len(words)) - 1].end()
    if end - start > 2 * len(wanted):  # of that ratio no more than two thirds can be alike
        return None
    ratio = SequenceMatcher(None, wanted, folded[start:end], autojunk=False).ratio()
    return (start, end) if ratio >= _ALIKE else None


def _shared(wanted: list[str], words: list[str], size: int) -> list[int]:
    """Count for each window of words how many it shares with those wanted."""
    left = Counter(wanted)
    shared, counts = 0, []
    for i, word in enumerate(words):
        shared += left[word] > 0
        left[word] -= 1
        if i >= size:
            old = words[i - size]
            left[old] += 1
            shared -= left[old] > 0
        if i >= size - 1:
            counts.append(shared)
    return counts or [shared]
