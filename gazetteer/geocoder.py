"""The gazetteer as a geocoder of geopy: for geopandas, for geopy's own tools, for contextily.

>>> import geopandas
>>> found = geopandas.tools.geocode(["Najin", "Dunay"], provider=GazetteerGeocoder, near="Vladivostok")
>>> found["address"].tolist()
['Rajin, KP', 'Dunay, RU']
"""

from __future__ import annotations

import math
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NoReturn

from geopy.adapters import BaseSyncAdapter
from geopy.exc import ConfigurationError, GeocoderQueryError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from gazetteer.errors import AmbiguousPlaceError, HintError, PlaceNotFoundError
from gazetteer.resolver import Gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gazetteer.place import Match, Place

_KM_PER_DEGREE = 111.195
_LEAST_EXTENT_KM = 1.0
_MOST_CANDIDATES = 10
_HINTS = ("country", "near", "types")
_OF_CONNECTIONS = ("user_agent", "timeout", "domain", "scheme", "proxies", "ssl_context")
"""Options that geopy's geocoders have for their servers; whoever changes over may still give them."""
_OF_ANSWERS = ("language", "addressdetails", "namedetails", "extratags", "geometry", "zoom")
"""Options that say what an answer looks like, not which place it is."""
_OF_PLACES = ("country_codes", "featuretype")
_TYPES_OF_FEATURES = {
    "country": ("country", "territory"), "state": ("admin",), "city": ("town",), "settlement": ("town",),
}  # fmt: skip
_HALF_TURN = 180.0
_POLE = 90.0


class GazetteerGeocoder(Geocoder):  # type: ignore[misc] # geopy publishes no types
    """Finds places offline, by geopy's contract.

    Works as it is with ``geopandas.tools.geocode`` and ``reverse_geocode``, geopy's ``RateLimiter`` (which it
    does not need) and ``contextily.Place``. What stands in ``Location.raw`` is the `gazetteer.Match`: ``id``,
    ``name``, ``type``, ``country``, ``radius_km``, ``source``, ``score``, ``matched``, ``kind``, ``reasons``,
    ``rivals``; and ``display_name`` and ``boundingbox`` (south, north, west, east) as in Nominatim's answers.

    Parameters
    ----------
    gazetteer
        The gazetteer to ask; one with the bundled index by default.
    country, near, types
        Hints for every query, as in `gazetteer.Gazetteer.resolve`.
    refuse_ambiguous
        What to do with a name that may be several places. By default the answer is None, as for a name that
        is unknown: geopy's RateLimiter takes any error for a fault of a server and would ask three times.
        If true, the error lists the candidates. ``exactly_one=False`` gives them all in either case.
    **of_geopy
        What geopy's geocoders take for their servers (``user_agent``, ``timeout`` …), without effect.

    Examples
    --------
    >>> geocoder = GazetteerGeocoder()
    >>> location = geocoder.geocode("Dunay", country="RU")
    >>> location.address, round(location.latitude, 2), location.raw["id"]
    ('Dunay, RU', 42.88, 'geonames:2024800')
    >>> geocoder.geocode("Tripoli") is None
    True
    >>> [location.address for location in geocoder.geocode("Tripoli", exactly_one=False, limit=2)]
    ['Tripoli, LY', 'Tripoli, LB']
    """

    def __init__(
        self,
        gazetteer: Gazetteer | None = None,
        *,
        country: str | None = None,
        near: str | Place | tuple[float, float] | None = None,
        types: Iterable[str] | None = None,
        refuse_ambiguous: bool = False,
        **of_geopy: Any,  # noqa: ANN401 - see below
    ) -> None:
        _check_options(of_geopy, _OF_CONNECTIONS, "GazetteerGeocoder()")
        super().__init__(adapter_factory=_NoConnection, user_agent="gazetteer")
        self.gazetteer = Gazetteer() if gazetteer is None else gazetteer
        self.hints: dict[str, Any] = {"country": country, "near": near, "types": types}
        self.refuse_ambiguous = refuse_ambiguous

    def __call__(self, **options: Any) -> GazetteerGeocoder:  # noqa: ANN401 - those of the class
        """Return a geocoder on the same gazetteer, with other options where some are given.

        geopandas documents its ``provider`` as a geocoder and calls it as a class: so either may be given.
        """
        kept = {"gazetteer": self.gazetteer, "refuse_ambiguous": self.refuse_ambiguous, **self.hints}
        return type(self)(**kept | options)

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        timeout: object = DEFAULT_SENTINEL,  # noqa: ARG002 - part of the contract; nothing is waited for
        limit: int | None = None,
        **hints: Any,  # noqa: ANN401 - checked by the gazetteer
    ) -> Location | list[Location] | None:
        """Return the place that a name means, or None.

        Parameters
        ----------
        query
            A name in any script.
        exactly_one
            If false, return all places that the name may mean, best first.
        timeout
            Without effect.
        limit
            How many to return at most if ``exactly_one`` is false; 10 by default.
        **hints
            ``country``, ``near`` and ``types`` as in `gazetteer.Gazetteer.resolve`, instead of those of the
            geocoder. Of the options of geopy's geocoders, ``country_codes`` (one) stands for ``country`` and
            ``featuretype`` for ``types``; those that say what an answer looks like are without effect.

        Raises
        ------
        geopy.exc.GeocoderQueryError
            If the query is no text or a hint is wrong; or if the name is ambiguous and that is refused.
        TypeError
            If there is no such option.
        """
        hints = _read_hints(hints)
        if not isinstance(query, str):
            raise GeocoderQueryError(f"a query must be a text, not {type(query).__name__}: {query!r}")
        try:
            if exactly_one:
                return self._one(query, self.hints | hints)
            found = self.gazetteer.search(query, limit=limit or _MOST_CANDIDATES, **self.hints | hints)
        except HintError as error:
            raise GeocoderQueryError(str(error)) from error
        # What merely resembles the query is offered to people, not to a column of points.
        return [_located(match) for match in found if match.kind != "misspelt"] or None

    def reverse(
        self,
        query: Any,  # noqa: ANN401 - whatever geopy takes for a point
        *,
        exactly_one: bool = True,
        timeout: object = DEFAULT_SENTINEL,  # noqa: ARG002 - as above
        limit: int | None = None,
        **of_geopy: Any,  # noqa: ANN401 - without effect, or an error
    ) -> Location | list[Location] | None:
        """Return the nearest place to a point, or None; with all that `gazetteer.Gazetteer.reverse` knows.

        Parameters
        ----------
        query
            A `geopy.Point`, a pair (latitude, longitude) or such a text: geopy's order, not this package's.
        exactly_one
            If false, return the nearest places, nearest first.
        timeout
            Without effect.
        limit
            How many to return at most if ``exactly_one`` is false; 10 by default.
        **of_geopy
            Options of geopy's geocoders such as ``language``, without effect.

        Returns
        -------
        geopy.Location
            Its ``raw`` has ``distance_km`` and, under ``at``, the point's own ``country``, ``territory`` and
            ``notes``.

        Raises
        ------
        geopy.exc.GeocoderQueryError
            If the query is no point on Earth.
        TypeError
            If there is no such option.

        Examples
        --------
        >>> GazetteerGeocoder().reverse((42.25, 130.29)).address
        'Rajin, KP'
        """
        _check_options(of_geopy, _OF_ANSWERS, "reverse()")
        if query is None:
            raise GeocoderQueryError("there is no point")  # of which geopy would make one at 0, 0
        try:
            point = Point(query)
            most = 1 if exactly_one else limit or _MOST_CANDIDATES
            types = self.hints["types"]
            found = self.gazetteer.reverse(point.longitude, point.latitude, limit=most, types=types)
        except (TypeError, ValueError) as error:
            raise GeocoderQueryError(str(error)) from error
        at = {"country": found.country, "territory": found.territory, "notes": list(found.notes)}
        located = [
            _location(place, _facts(place) | {"distance_km": round(km, 3), "at": at})
            for place, km in found.places
        ]
        return (located[0] if located else None) if exactly_one else located or None

    def _one(self, query: str, hints: Mapping[str, Any]) -> Location | None:
        try:
            return _located(self.gazetteer.match(query, **hints))
        except PlaceNotFoundError:
            return None
        except AmbiguousPlaceError as error:
            if self.refuse_ambiguous:
                raise GeocoderQueryError(str(error)) from error
            return None


def _check_options(options: Mapping[str, Any], known: Sequence[str], where: str) -> None:
    for name in options:
        if name not in known:
            close = get_close_matches(name, known, n=1)
            advice = f"did you mean {close[0]!r}?" if close else f"known are {', '.join(known)}"
            raise TypeError(f"{where} has no option {name!r}; {advice}")


def _read_hints(options: dict[str, Any]) -> dict[str, Any]:
    """Return the hints among options of this and of geopy's geocoders."""
    _check_options(options, (*_HINTS, *_OF_PLACES, *_OF_ANSWERS), "geocode()")
    hints = {name: options[name] for name in _HINTS if name in options}
    if codes := options.get("country_codes"):
        codes = [codes] if isinstance(codes, str) else list(codes)
        if len(codes) > 1:
            raise GeocoderQueryError(f"country_codes={codes!r}: one country can be asked for at a time")
        hints.setdefault("country", codes[0])
    if feature := options.get("featuretype"):
        if feature not in _TYPES_OF_FEATURES:
            raise GeocoderQueryError(
                f"featuretype={feature!r} is none of {', '.join(_TYPES_OF_FEATURES)}; types= knows more"
            )
        hints.setdefault("types", _TYPES_OF_FEATURES[feature])
    return hints


class _NoConnection(BaseSyncAdapter):  # type: ignore[misc] # as above
    """Stands where geopy keeps what talks to a server."""

    def get_json(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> NoReturn:  # noqa: ARG002 - geopy's
        raise ConfigurationError(f"this geocoder works offline and does not ask {url}")

    get_text = get_json


def _located(match: Match) -> Location:
    place = match.place
    raw = _facts(place) | {
        "score": match.score,
        "matched": match.name,
        "kind": match.kind,
        "reasons": list(match.reasons),
        "rivals": [{"id": each.id, "display_name": _address(each)} for each in match.rivals],
    }
    return _location(place, raw)


def _facts(place: Place) -> dict[str, Any]:
    return {
        "id": place.id,
        "name": place.name,
        "type": place.type,
        "country": place.country,
        "radius_km": place.radius_km,
        "source": place.source,
    }


def _location(place: Place, raw: dict[str, Any]) -> Location:
    raw |= {"display_name": _address(place), "boundingbox": _bounding_box(place)}
    return Location(_address(place), Point(place.lat, place.lon), raw)


def _address(place: Place) -> str:
    return ", ".join(filter(None, (place.name, place.country)))


def _bounding_box(place: Place) -> list[float]:
    """Return south, north, west and east of a place's disc in degrees, cut off at the antimeridian."""
    half = max(place.radius_km, _LEAST_EXTENT_KM) / _KM_PER_DEGREE
    south, north = max(place.lat - half, -_POLE), min(place.lat + half, _POLE)
    widest = math.cos(math.radians(max(abs(south), abs(north))))
    reach = _HALF_TURN if widest * _HALF_TURN <= half else half / widest
    return [south, north, max(place.lon - reach, -_HALF_TURN), min(place.lon + reach, _HALF_TURN)]
