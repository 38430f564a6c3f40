"""A user's own places in a file: Linked Places Format, in and out.

The format is GeoJSON with names, types and times: what the World Historical Gazetteer and the tools of the
Pelagios network exchange (version 1.2, github.com/LinkedPasts/linked-places-format). What this package has no
use for (relations, depictions, shapes) is kept and written again. Four properties go beyond the format:
``admin1``, ``radius_km``, ``population`` and ``source``.

>>> from gazetteer import Gazetteer, Place
>>> depot = Place("my:depot", "Depot 7", "site", "RU", lon=40.12, lat=45.85, radius_km=2, source="J. Doe")
>>> write_places([LinkedPlace(depot, (Toponym("Depot 7", "en"), Toponym("Склад 7", "ru")))], "mine.json")
>>> Gazetteer(places="mine.json").match("склад 7").reasons
('its main name, apart from case, accents or punctuation (Склад 7)', 'one of your places')
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gazetteer.errors import PlacesFileError
from gazetteer.linked_feature import LinkedPlace, Toponym, feature_of, record_of

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

    from gazetteer.place import Place

__all__ = ["LinkedPlace", "Toponym", "read_places", "write_places"]

_CONTEXT = (
    "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld"
)


def read_places(path: str | os.PathLike[str], *, skip_unlocated: bool = False) -> list[LinkedPlace]:
    """Read places from a file in Linked Places Format.

    A line or an area becomes its middle with its extent as ``radius_km``; its shape is kept for writing.
    Where a place has no ``source``, the file's name is its source.

    Parameters
    ----------
    path
        A GeoJSON ``FeatureCollection``, or one ``Feature``.
    skip_unlocated
        Leave out features without a geometry instead of refusing the file.

    Raises
    ------
    PlacesFileError
        If the file cannot be read or a feature is faulty; the message names the feature and the remedy.

    Examples
    --------
    >>> from gazetteer import Place
    >>> write_places([Place("my:1", "Quay 3", "port", "KP", lon=130.3, lat=42.2)], "quays.json")
    >>> [linked.place.name for linked in read_places("quays.json")]
    ['Quay 3']
    """
    path = Path(path)
    found: dict[str, LinkedPlace] = {}
    for number, feature in enumerate(_features(path), start=1):
        where = f"{path}: {_named(feature, number)}"
        try:
            linked = record_of(feature, path.name)
        except PlacesFileError as error:
            raise PlacesFileError(f"{where}: {error}") from error
        if linked is None:
            if skip_unlocated:
                continue
            remedy = "give it coordinates, or read the file with skip_unlocated=True"
            raise PlacesFileError(f"{where}: it has no location; {remedy}")
        if linked.place.id in found:
            raise PlacesFileError(f"{where}: another place before it has this @id; give each its own")
        found[linked.place.id] = linked
    return list(found.values())


def write_places(places: Iterable[Place | LinkedPlace], path: str | os.PathLike[str]) -> None:
    """Write places into a file in Linked Places Format, which appears only when it is whole.

    Parameters
    ----------
    places
        The places; what the gazetteer has found may be among them.
    path
        The file to write; an older one is replaced.

    Raises
    ------
    PlacesFileError
        If the file cannot be written, or a place holds what JSON cannot.

    Examples
    --------
    >>> from gazetteer import Gazetteer
    >>> write_places([Gazetteer().resolve("Najin")], "found.json")
    """
    path = Path(path)
    features = [feature_of(each if isinstance(each, LinkedPlace) else LinkedPlace(each)) for each in places]
    collection = {"type": "FeatureCollection", "@context": _CONTEXT, "features": features}
    try:
        content = json.dumps(collection, ensure_ascii=False, allow_nan=False, indent=1).encode()
    except (TypeError, ValueError) as error:  # also what UTF-8 cannot encode
        raise PlacesFileError(f"{path}: not written, for a place holds what JSON cannot ({error})") from error
    try:
        with tempfile.TemporaryDirectory(dir=path.absolute().parent, prefix=".places-") as folder:
            unfinished = Path(folder) / path.name
            unfinished.write_bytes(content)
            unfinished.replace(path)
    except OSError as error:
        remedy = "choose another name or folder"
        raise PlacesFileError(f"{path}: cannot be written ({error.strerror or error}); {remedy}") from error


def _features(path: Path) -> list[Any]:
    try:
        content: object = json.loads(path.read_bytes().decode("utf-8-sig"), parse_constant=_refuse)
    except OSError as error:
        reason = error.strerror or str(error)
        raise PlacesFileError(f"{path}: cannot be read ({reason}); check the name") from error
    except RecursionError as error:
        raise PlacesFileError(f"{path}: its brackets are nested too deep to be places") from error
    except ValueError as error:  # neither UTF-8 nor JSON
        raise PlacesFileError(f"{path}: this is no JSON ({error}); save it as GeoJSON in UTF-8") from error
    if isinstance(content, dict):
        if content.get("type") == "Feature":
            return [content]
        if content.get("type") == "FeatureCollection" and isinstance(content.get("features"), list):
            features: list[Any] = content["features"]
            return features
    raise PlacesFileError(
        f'{path}: this is no GeoJSON "FeatureCollection" with "features", as Linked Places Format is'
    )


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no number in JSON")


def _named(feature: object, number: int) -> str:
    id_ = feature.get("@id") if isinstance(feature, dict) else None
    return f"feature {number}" + (f" ({id_[:80]!r})" if isinstance(id_, str) else "")
