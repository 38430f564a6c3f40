"""Countries and borders as people write them: a code, or a name in any language that the gazetteer knows."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from gazetteer import AmbiguousPlaceError, PlaceNotFoundError
from georoutes.errors import LimitError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer import Gazetteer

_KINDS = ("country", "territory")
_HYPHENS = re.compile(r"\s*[-\u2010-\u2014\u2212/]\s*")


def code_of(text: str, gazetteer: Gazetteer) -> str | None:
    """Give the ISO 3166-1 alpha-2 code of a country.

    Parameters
    ----------
    text
        Its code, in either case, or a name of it.
    gazetteer
        Knows the names.

    Returns
    -------
    str or None
        None where the text is no country.

    Raises
    ------
    LimitError
        It may be more than one.

    Examples
    --------
    >>> from georoutes.locate import default_gazetteer
    >>> [code_of(text, default_gazetteer()) for text in ("kp", "North Korea", "Северная Корея", "Dandong")]
    ['KP', 'KP', 'KP', None]
    """
    from gazetteer.outlines import country_codes  # noqa: PLC0415  (NumPy loads when first used)

    if text.upper() in country_codes():
        return text.upper()
    try:
        return gazetteer.resolve(text, types=_KINDS).country
    except PlaceNotFoundError:
        return None
    except AmbiguousPlaceError as error:
        rivals = [f"{match.place.name} ({match.place.country})" for match in error.candidates[:4]]
        raise LimitError(f"{text!r} may be {' or '.join(rivals)}; write the code of the one meant.") from None


def border_of(text: str, gazetteer: Gazetteer) -> str | None:
    """Give the codes of the two sides of a border with a hyphen between them; None where it is no border.

    >>> from georoutes.locate import default_gazetteer
    >>> [border_of(text, default_gazetteer()) for text in ("North Korea - Russia", "Guinea-Bissau")]
    ['KP-RU', None]
    """
    for hyphen in _HYPHENS.finditer(text):
        sides = text[: hyphen.start()].strip(), text[hyphen.end() :].strip()
        codes = [code_of(side, gazetteer) for side in sides if side]
        if len(codes) == len(sides) and all(codes):
            return "-".join(code for code in codes if code)
    return None


def land_of(text: str, gazetteer: Gazetteer) -> str | None:
    """Give the code of a country, or those of a border; None where the text is neither."""
    return code_of(text, gazetteer) or border_of(text, gazetteer)


def unknown(name: str, texts: Sequence[str], advice: str, near: Sequence[str] = ()) -> LimitError:
    """Make the error about texts that are no countries, which offers countries with names like theirs.

    Parameters
    ----------
    name
        Of the argument.
    texts
        As they were typed.
    advice
        What can be given.
    near
        Names of places like theirs.
    """
    from gazetteer.outlines import countries  # noqa: PLC0415  (see `code_of`)

    names = {str(each).lower(): str(each) for each in countries().name if each}
    alike = (difflib.get_close_matches(text.lower(), names, n=1, cutoff=0.7) for text in texts)
    offers = list(dict.fromkeys([*(names[match] for matches in alike for match in matches), *near[:2]]))
    meant = f"; did you mean {' or '.join(map(repr, offers))}? " if offers else ". "
    return LimitError(f"{name} has {', '.join(map(repr, texts))}, which is not known{meant}{advice}.")
