"""What to write where a name is not known or could be several places."""

from __future__ import annotations

from gazetteer import AmbiguousPlaceError, PlaceNotFoundError
from georoutes.passages import advice

_LEAST_SCORE = 0.01


def remedy(error: PlaceNotFoundError | AmbiguousPlaceError) -> str:
    """Say how to write a name so that it is settled, where there is no case with an entry for it.

    Parameters
    ----------
    error
        What `Gazetteer.resolve` raised.
    """
    if isinstance(error, AmbiguousPlaceError):
        places = [match.place for match in error.candidates if match.score >= _LEAST_SCORE]
        places = places or [match.place for match in error.candidates]
        codes = [place.country for place in places]
        name = f'"{error.name}, {codes[0]}" or ' if codes.count(codes[0]) == 1 and codes[0] else ""
        return f'Write {name}an id, such as {places[0].id}, or a position, "longitude,latitude".'
    return 'Correct the name, or give a position, "longitude,latitude".'


def or_passage(error: PlaceNotFoundError) -> PlaceNotFoundError:
    """Say of an unknown name on the way of a ship which straits and canals are known."""
    message = f"{error}\n  {advice(error.name)}"
    return PlaceNotFoundError(message, name=error.name, candidates=error.candidates)


def in_case(error: PlaceNotFoundError | AmbiguousPlaceError, key: str) -> str:
    """Say what is wrong, and which entry of the case would settle it."""
    return f"{error}\n  In the case, write under `places`: {_advice(error, key)}"


def _advice(error: PlaceNotFoundError | AmbiguousPlaceError, key: str) -> str:
    """Return an entry that would settle the name, made of what its candidates differ in."""
    if isinstance(error, AmbiguousPlaceError):
        # A hamlet that nobody means would spoil the shortest way to say which.
        likely = [match.place for match in error.candidates if match.score >= _LEAST_SCORE]
        places = likely or [match.place for match in error.candidates]
        every = [match.place for match in error.candidates]
        for field in ("country", "type"):
            values = [getattr(place, field) for place in every]
            telling = [
                value
                for place in places
                if (value := getattr(place, field)) and "|" not in value and values.count(value) == 1
            ]
            if len(telling) > 1 and telling[0] == getattr(places[0], field):
                return f"{key}: {{{field}: {telling[0]}}} (or {', '.join(telling[1:])})"
        return f'{key}: {{id: "{places[0].id}"}} (or {", ".join(place.id for place in places[1:])})'
    return f"{key[:60]}: {{lon: LON, lat: LAT}} with its position in degrees"
