"""Korean places are found under the spelling and the romanisations of both Koreas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.build.records import NameKind
from gazetteer.korean import counterparts, is_hangul, romanised
from gazetteer.names import fold

if TYPE_CHECKING:
    from gazetteer.build.records import PlaceRecord

_COUNTRIES = frozenset({"KP", "KR"})


def with_other_spellings(place: PlaceRecord) -> PlaceRecord:
    """Return a place of the Koreas with those spellings of its Hangul names that no source lists.

    They are weak names. Other places are returned as they are.

    Examples
    --------
    >>> from gazetteer.build.records import NameKind, PlaceRecord
    >>> names = (("Rajin", NameKind.OFFICIAL), ("라진", NameKind.OFFICIAL))
    >>> rajin = PlaceRecord("geonames:2042645", "Rajin", "town", 130.3, 42.3, 1, "KP", names=names)
    >>> [name for name, _ in with_other_spellings(rajin).names]
    ['Rajin', '라진', '나진', 'Najin']
    """
    if not _COUNTRIES & set(place.country.split("|")):
        return place
    listed = {fold(name) for name, _ in place.names}
    spellings: dict[str, None] = {}
    for hangul in [name for name, _ in place.names if is_hangul(name)]:
        other = counterparts(hangul)
        spellings |= dict.fromkeys(other)
        for spelling in (hangul, *other):
            spellings |= dict.fromkeys(key.title() for key in romanised(spelling))
    new = [name for name in spellings if fold(name) not in listed]
    return place.with_names(tuple((name, NameKind.WEAK) for name in new))
