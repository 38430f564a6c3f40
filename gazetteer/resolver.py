"""A name and what is known beside it become a place; or an error that lists the candidates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer import explain
from gazetteer.errors import AmbiguousPlaceError, GazetteerError, HintError, PlaceNotFoundError
from gazetteer.hints import checked_types, point_as_place, position
from gazetteer.index import BUNDLED_INDEX, Index
from gazetteer.lookup import Lookup
from gazetteer.nearby import settled_nearby
from gazetteer.place import COUNTRY_TYPES, Match, Place
from gazetteer.scoring import SETTLED, matches, weighed_by_distance

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Sequence
    from types import TracebackType
    from typing import Any, Self

    import geopy.geocoders.base

    from gazetteer.linked_places import LinkedPlace
    from gazetteer.lookup import Online
    from gazetteer.scoring import Candidate
    from gazetteer.whereabouts import Whereabouts

_CODE_LENGTH = 2
_MOST_CANDIDATES = 10


class Gazetteer:
    """Finds places by their names, without a network.

    Opening one is cheap (a file is opened, nothing is loaded), it may be shared by threads, and it may be
    pickled. It closes itself when it is no longer used.

    Parameters
    ----------
    path
        An index file made by ``python -m gazetteer.build``; by default the one in the package.
    places
        Your own places, found beside those of the index and likelier than most of them: places, or a file in
        Linked Places Format; see `gazetteer.linked_places`.
    online
        Whom to ask for names that nothing else knows under the hints given: `gazetteer.online.Nominatim`, or
        any geocoder of geopy; nobody by default.

    Raises
    ------
    IndexFileError
        If the file is missing, damaged or not an index of this version.
    PlacesFileError
        If the file of your own places cannot be read.

    Examples
    --------
    >>> gazetteer = Gazetteer()
    >>> gazetteer.resolve("Najin").name
    'Rajin'
    """

    def __init__(
        self,
        path: str | os.PathLike[str] | None = None,
        *,
        places: Iterable[Place | LinkedPlace] | str | os.PathLike[str] | None = None,
        online: Online | geopy.geocoders.base.Geocoder | None = None,
    ) -> None:
        file = BUNDLED_INDEX if path is None else Path(path)
        self._own: tuple[LinkedPlace, ...] = ()
        if online is not None and not hasattr(online, "entries"):
            from gazetteer.online import FromGeopy  # noqa: PLC0415 (as below)

            online = FromGeopy(online)
        self._online: Online | None = online
        if places is None:
            self._index = Index(file)
        else:
            from gazetteer.own import IndexWithOwn, linked_places  # noqa: PLC0415 (loads when first used)

            self._own = linked_places(places)
            self._index = IndexWithOwn(file, self._own)
        self._lookup = Lookup(self._index, online)

    def resolve(
        self,
        name: str,
        *,
        country: str | None = None,
        near: str | Place | tuple[float, float] | None = None,
        types: Iterable[str] | None = None,
    ) -> Place:
        """Return the place that a name means.

        Parameters
        ----------
        name
            A name in any script; "Dunay, Russia" is read as Dunay with ``country="Russia"``. A code in
            capitals is a country (NO, PRK) or a state (TX), or ambiguous where it is both (CA).
        country
            Only places in this country: an ISO 3166-1 alpha-2 code or a name.
        near
            A name, a place or a point (longitude, latitude) in degrees; the nearer a candidate, the likelier.
            Where this name may be several places, the two names settle each other if they can.
        types
            Only places of these types; see `gazetteer.place.PLACE_TYPES`.

        Raises
        ------
        PlaceNotFoundError
            If no place fits; its ``candidates`` are what comes near.
        AmbiguousPlaceError
            If several places fit and none is clearly meant; they are its ``candidates``.
        HintError
            If the country or a type is unknown, or ``near`` lies nowhere on Earth.

        Examples
        --------
        >>> gazetteer = Gazetteer()
        >>> gazetteer.resolve("Tripoli", near="Beirut").country
        'LB'
        >>> gazetteer.resolve("Tripoli")
        Traceback (most recent call last):
        ...
        gazetteer.errors.AmbiguousPlaceError: 'Tripoli' may be any of 5 places; ...
        """
        return self.match(name, country=country, near=near, types=types).place

    def match(
        self,
        name: str,
        *,
        country: str | None = None,
        near: str | Place | tuple[float, float] | None = None,
        types: Iterable[str] | None = None,
    ) -> Match:
        """Return what `resolve` returns, with its score, the reasons for it and its rivals.

        Parameters
        ----------
        name, country, near, types
            As in `resolve`.

        Raises
        ------
        PlaceNotFoundError, AmbiguousPlaceError, HintError
            As in `resolve`.

        Examples
        --------
        >>> match = Gazetteer().match("Najin", country="KP")
        >>> match.place.name, match.reasons[0]
        ('Rajin', 'an alternate name')
        """
        country, types = self._hints(country, types)
        ((found,), near) = self._found([name], country, near, types)
        if not found:
            raise self._lookup.not_found(name, country, types)
        best = matches(name, found, _MOST_CANDIDATES, hinted=any((country, near, types)))
        if best[0].score >= SETTLED:
            return best[0]
        if len(best) == 1:
            raise PlaceNotFoundError(explain.unsure(name, best[0]), name=name, candidates=best)
        raise AmbiguousPlaceError(explain.ambiguous(name, best, len(found)), name=name, candidates=best)

    def get(self, id: str) -> Place:  # noqa: A002 - the field of Place has this name
        """Return the place with an id, such as an error or a search has shown.

        Parameters
        ----------
        id
            The ``id`` of a `Place`, for example ``geonames:2042645``.

        Raises
        ------
        PlaceNotFoundError
            If the index has no place with this id.

        Examples
        --------
        >>> Gazetteer().get("geonames:2042645").name
        'Rajin'
        """
        if not isinstance(id, str):
            raise TypeError(f"an id must be a str, not {type(id).__name__}: {id!r}")
        place = self._index.place(id) if id.isascii() else None  # lone surrogates cannot be asked for
        if place is None:
            raise PlaceNotFoundError(explain.unknown_id(id), name=id)
        return place

    def search(
        self,
        name: str,
        *,
        limit: int = 10,
        country: str | None = None,
        near: str | Place | tuple[float, float] | None = None,
        types: Iterable[str] | None = None,
    ) -> list[Match]:
        """Return the places that a name may mean, best first; an empty list where there is none.

        A name that is not known in this or another script brings those that resemble it, of the kind
        "misspelt" and with scores of at most 0.5: `resolve` takes none of them.

        Parameters
        ----------
        name, country, near, types
            As in `resolve`.
        limit
            How many to return at most.

        Raises
        ------
        HintError
            If a hint is wrong, as in `resolve`, or the limit is below 1.

        Examples
        --------
        >>> for match in Gazetteer().search("Tripoli", limit=2):
        ...     print(match.place.country, match.reasons[0])
        LY its main name
        LB its main name
        """
        if limit < 1:
            raise HintError(f"limit={limit}: ask for at least one match")
        country, types = self._hints(country, types)
        ((found,), near) = self._found([name], country, near, types)
        if not found:
            return self._lookup.similar(name, country, types, limit)
        return matches(name, found, limit, hinted=any((country, near, types)))

    def resolve_all(
        self,
        names: Iterable[str],
        *,
        country: str | None = None,
        near: str | Place | tuple[float, float] | None = None,
        types: Iterable[str] | None = None,
    ) -> list[Match | None]:
        """Return what each name in a list means; the names settle each other.

        Places that lie close to each other or in one country are likelier to be named together, and so are
        places in a country that is in the list itself. None stands where that leaves doubt.

        Parameters
        ----------
        names
            Names that belong together, for example those of one article. In a long list each name is weighed
            against some dozens before and after it.
        country, near, types
            As in `resolve`; they hold for all names.

        Raises
        ------
        HintError
            If a hint is wrong, as in `resolve`.

        Examples
        --------
        >>> [m and m.place.country for m in Gazetteer().resolve_all(["Najin", "Dunay", "Xyzzy"])]
        ['KP', 'RU', None]
        """
        if isinstance(names, str):
            raise TypeError(f"names must be a list of names, not the one name {names!r}")
        names = list(names)
        country, types = self._hints(country, types)
        from gazetteer.mentions import listed  # noqa: PLC0415 - NumPy is loaded when first needed

        found, near = self._found(names, country, near, types)
        best = listed(names, found, hinted=any((country, near, types)))
        return [match if match and match.score >= SETTLED else None for match in best]

    def resolve_mentions(self, text: str, spans: Sequence[tuple[int, int]]) -> list[Match | None]:
        """Return what the names at some offsets of a text mean, settled with each other.

        Parameters
        ----------
        text
            The text.
        spans
            First character and the one after the last of each name.

        Raises
        ------
        HintError
            If a span does not lie in the text.

        Examples
        --------
        >>> text = "shipped from Najin, North Korea, to Dunay, Russia"
        >>> [m and m.place.id for m in Gazetteer().resolve_mentions(text, [(13, 18), (36, 41)])]
        ['geonames:2042645', 'geonames:2024800']
        """
        for start, end in spans:
            if not 0 <= start < end <= len(text):
                raise HintError(
                    f"the span ({start}, {end}) does not lie in the text of {len(text)} characters"
                )
        from gazetteer.mentions import marked  # noqa: PLC0415 - as above

        return marked(self._lookup, text, spans)

    def reverse(
        self,
        lon: Any,  # noqa: ANN401 - a number, a pair or a point
        lat: float | None = None,
        *,
        limit: int = 5,
        types: Iterable[str] | None = None,
    ) -> Whereabouts:
        """Return what lies at a point: the nearest places, and the country or the sea around it.

        Boundaries are those of Natural Earth, which draws who administers a place; where the nearest place's
        source counts it to another country, `Whereabouts.notes` says so.

        Parameters
        ----------
        lon, lat
            Longitude and latitude in degrees; or, as one argument, a pair of them or a point that has a
            ``__geo_interface__``: a `Place`, a point of Shapely.
        limit
            How many places to return at most.
        types
            Only places of these types; by default all that are no areas.

        Raises
        ------
        HintError
            If the point lies nowhere on Earth, or a type is unknown.

        Examples
        --------
        >>> found = Gazetteer().reverse(130.29, 42.25)
        >>> found.country, found.nearest.place.name
        ('KP', 'Rajin')
        """
        from gazetteer.whereabouts import whereabouts  # noqa: PLC0415 (loads when first used)

        if limit < 0:
            raise HintError(f"limit={limit}: ask for no place or more")
        point = point_as_place((lon, lat) if lat is not None else position(lon))
        return whereabouts(self._index, point.lon, point.lat, limit, checked_types(types))

    def close(self) -> None:
        """Close the index file; only needed where the file must be free at once."""
        self._index.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __reduce__(self) -> tuple[Callable[..., Gazetteer], tuple[Any, ...]]:
        return _reopened, (self._index.path, self._own, self._online)

    def __repr__(self) -> str:
        return f"Gazetteer({str(self._index.path)!r})"

    def _hints(
        self, country: str | None, types: Iterable[str] | None
    ) -> tuple[str | None, frozenset[str] | None]:
        """Return two of the hints as a country's code and a set; raise where one is wrong."""
        return (None if country is None else self._country_code(country)), checked_types(types)

    def _found(
        self,
        names: Sequence[str],
        country: str | None,
        near: str | Place | tuple[float, float] | None,
        types: frozenset[str] | None,
    ) -> tuple[list[list[Candidate]], Place | None]:
        """Return the candidates of each name, and the place nearby; raise where that is none or in doubt."""
        doubt: AmbiguousPlaceError | None = None
        place: Place | None = None
        if isinstance(near, str):
            try:
                place = self.resolve(near)
            except PlaceNotFoundError as error:
                raise _about_near(error, near) from error
            except AmbiguousPlaceError as error:
                doubt = error
        elif near is not None:
            place = near if isinstance(near, Place) else point_as_place(near)
        found = [self._lookup.candidates(name, country, None, types) for name in names]
        if doubt is not None:
            place = settled_nearby(doubt.candidates, found)
            if place is None:
                raise _about_near(doubt, str(near)) from doubt
        if place is not None:
            found = [weighed_by_distance(each, place) for each in found]
        return found, place

    def _country_code(self, country: str) -> str:
        if len(country.strip()) == _CODE_LENGTH and self._index.countries(country.strip().upper()):
            return country.strip().upper()
        try:
            code = self.resolve(country, types=COUNTRY_TYPES).country
        except GazetteerError as error:
            raise HintError(
                f"country={explain.shown(country)} is neither an ISO 3166-1 code nor a known country"
            ) from error
        if not code:
            raise HintError(
                f"country={explain.shown(country)} has no ISO 3166-1 code, so no place is filed under it"
            )
        return code


def _about_near(
    error: PlaceNotFoundError | AmbiguousPlaceError, near: str
) -> PlaceNotFoundError | AmbiguousPlaceError:
    return type(error)(f"near: {error}", name=near, candidates=error.candidates)


def _reopened(path: Path, places: Sequence[LinkedPlace], online: Online | None) -> Gazetteer:
    return Gazetteer(path, places=places or None, online=online)
