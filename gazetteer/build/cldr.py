"""Names of countries in many languages, from Unicode CLDR as the package Babel carries it (Unicode licence).

A name in a language of the country, or in a script that English does not use, is an alternate name. A word in
Latin letters of another language ("Ranska") is weak: English texts hardly use it, and towns are called so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.build import demonyms
from gazetteer.build.records import NameKind, PlaceRecord
from gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LANGUAGES = """
    af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fil fr ga gl gu ha he hi hr hu hy id
    ig is it ja ka kk km kn ko ky lo lt lv mk ml mn mr ms my nb ne nl nn or pa pl ps pt ro ru si sk
    sl so sq sr sv sw ta te th ti tk tr uk ur uz vi yo zh zh_Hant zu
"""
_COUNTRY_TYPES = frozenset({"country", "territory"})
_SHORTEST = 4
_COMMON_NOUNS = frozenset({"island", "china"})


def with_country_names(places: Iterable[PlaceRecord]) -> Iterator[PlaceRecord]:
    """Yield the places, each country with its names in many languages.

    Raises
    ------
    ModuleNotFoundError
        If Babel is not installed.
    """
    from babel import Locale  # noqa: PLC0415 - only the whole build needs it
    from babel.languages import get_official_languages  # noqa: PLC0415

    # "Swiss" is Switzerland in Indonesian, and what is Swiss in English.
    refused = {fold(word) for words in demonyms.rows().values() for word in words} | _COMMON_NOUNS
    tables = {code: Locale.parse(code).territories for code in _LANGUAGES.split()}
    for place in places:
        if place.type not in _COUNTRY_TYPES:
            yield place
            continue
        own = set(get_official_languages(place.country, de_facto=True, regional=True)) | {"en"}
        names: dict[str, NameKind] = {}
        known = {fold(name) for name, _ in place.names}
        for language, table in tables.items():
            name = str(table.get(place.country, ""))
            if name == place.country or fold(name) in known | refused:
                continue
            kind = _kind(name, is_own=language in own)
            if kind is not None:
                names[name] = min(kind, names.get(name, kind))
        yield place.with_names(tuple(names.items()))


def _kind(name: str, *, is_own: bool) -> NameKind | None:
    """Return how good a name is; None where it is too short to tell a country from any word."""
    key = fold(name)
    is_latin = max(key, default="") < "\u0250"
    if is_latin and len(key) < _SHORTEST:
        return None
    return NameKind.ALTERNATE if is_own or not is_latin else NameKind.WEAK
