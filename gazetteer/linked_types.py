"""Types of place in the words of others: GeoNames' feature codes and the Getty thesaurus (AAT)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gazetteer.place import PLACE_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_GEONAMES = "http://www.geonames.org/ontology#"

# The feature code of GeoNames that says the most about each type; "region" to "zone" have rough equals only.
_CODE_OF_TYPE = {
    "country": "A.PCLI",
    "territory": "A.PCLD",
    "region": "L.RGN",
    "admin": "A.ADM1",
    "town": "P.PPL",
    "port": "L.PRT",
    "airport": "S.AIRP",
    "station": "S.RSTN",
    "border-crossing": "S.PSTB",
    "spaceport": "S.CTRS",
    "military": "L.MILB",
    "site": "S",
    "sea": "H.SEA",
    "strait": "H.STRT",
    "canal": "H.CNL",
    "river": "H.STM",
    "lake": "H.LK",
    "island": "T.ISL",
    "mountain": "T.MT",
    "zone": "L.AREA",
    "building": "S.BLDG",
}
_TYPE_OF_CODE = {code: type_ for type_, code in _CODE_OF_TYPE.items()}
_TYPE_OF_CLASS = {"A": "admin", "P": "town", "H": "lake", "T": "mountain", "L": "region", "S": "site"}

# Concepts of the list that the World Historical Gazetteer recommends.
_TYPE_OF_AAT = {
    "300008347": "town",
    "300008389": "town",
    "300008375": "town",
    "300008372": "town",
    "300120599": "port",
    "300182722": "region",
    "300387178": "region",
    "300387347": "region",
    "300232420": "country",
    "300128207": "country",
    "300387062": "country",
    "300387506": "country",
    "300235114": "territory",
    "300135982": "territory",
    "300232418": "admin",
    "300236157": "admin",
    "300000774": "admin",
    "300000771": "admin",
    "300000776": "admin",
    "300387107": "admin",
}
_TYPE_OF_WORD = {
    "settlement": "town",
    "inhabited place": "town",
    "city": "town",
    "village": "town",
    "hamlet": "town",
    "nation": "country",
    "state": "admin",
    "province": "admin",
    "county": "admin",
    "ocean": "sea",
    "gulf": "sea",
    "bay": "sea",
    "harbor": "port",
    "harbour": "port",
    "railway station": "station",
    "border crossing": "border-crossing",
    "cosmodrome": "spaceport",
    "military base": "military",
    "naval base": "military",
    "stream": "river",
    "reservoir": "lake",
    "peak": "mountain",
    "mountains": "mountain",
}


def written_type(type_: str) -> dict[str, str]:
    """Return a type of place as one entry of ``types`` in Linked Places Format.

    Examples
    --------
    >>> written_type("river")
    {'identifier': 'http://www.geonames.org/ontology#H.STM', 'label': 'river'}
    """
    return {"identifier": _GEONAMES + _CODE_OF_TYPE[type_], "label": type_}


def read_type(types: Iterable[Mapping[str, Any]], classes: Iterable[Any] = ()) -> str:
    """Return the first type that is understood among the entries of ``types``; ``site`` where none is.

    Parameters
    ----------
    types
        Entries with ``identifier``, ``label`` and perhaps ``sourceLabels``.
    classes
        Feature classes of GeoNames (A, H, L, P, R, S, T), asked last.

    Examples
    --------
    >>> read_type([{"identifier": "aat:300008375", "label": "town"}])
    'town'
    >>> read_type([{"label": "Hafen", "sourceLabels": [{"label": "harbour", "lang": "en"}]}], ["S"])
    'port'
    >>> read_type([], ["P"]), read_type([{"label": "folly"}])
    ('town', 'site')
    """
    for each in types:
        found = _by_identifier(str(each.get("identifier", ""))) or _by_word(each.get("label"))
        labels = each.get("sourceLabels")
        if not found and isinstance(labels, list):
            words = (label.get("label") for label in labels if isinstance(label, dict))
            found = next(filter(None, map(_by_word, words)), "")
        if found:
            return found
    return next((_TYPE_OF_CLASS[each] for each in map(str, classes) if each in _TYPE_OF_CLASS), "site")


def _by_word(label: object) -> str:
    word = str(label).strip().casefold()
    return word if word in PLACE_TYPES else _TYPE_OF_WORD.get(word, "")


def _by_identifier(identifier: str) -> str:
    end = identifier.rpartition("#")[2] if "#" in identifier else identifier.rpartition(":")[2]
    if "geonames" in identifier or identifier.startswith("gn:"):
        return _TYPE_OF_CODE.get(end, "")
    return _TYPE_OF_AAT.get(end.rpartition("/")[2], "")
