"""A place, and a candidate for one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

from gazetteer.htmltable import html_table

PlaceType = Literal[
    "country", "territory", "region", "admin", "town", "port", "airport", "station", "border-crossing",
    "spaceport", "military", "site", "sea", "strait", "canal", "river", "lake", "island", "mountain",
    "zone", "building",
]  # fmt: skip
"""The kinds of place. ``admin`` is a first- or second-level unit, ``region`` has no administration."""

PLACE_TYPES: tuple[str, ...] = get_args(PlaceType)

COUNTRY_TYPES = frozenset({"country", "territory"})
DIVISION_TYPES = COUNTRY_TYPES | {"admin"}
"""What other places lie in: what "Paris, Texas" may name after the comma."""

AREA_TYPES = frozenset({"country", "territory", "region", "admin", "sea", "mountain", "zone"})
_AREA_RADIUS_KM = 100.0


@dataclass(frozen=True, slots=True)
class Place:
    """A resolved location.

    Parameters
    ----------
    id
        Stable id with the name of its source, for example ``geonames:2042645``.
    name
        The source's main name.
    type
        One of `PLACE_TYPES`.
    country
        ISO 3166-1 alpha-2 code; several are joined by ``|`` (a border river); "" where there is none.
    admin1
        Code or name of the first-level unit as the source gives it, or "".
    lon, lat
        Degrees on WGS84.
    radius_km
        How far the truth may be from the point, or the extent of an area.
    population
        Inhabitants, 0 where not known.
    source
        Who says so, for example ``GeoNames``.

    Examples
    --------
    >>> Place("geonames:2042645", "Rajin", "town", "KP", lon=130.28308, lat=42.25559).__geo_interface__
    {'type': 'Point', 'coordinates': (130.28308, 42.25559)}
    """

    id: str
    name: str
    type: str
    country: str = ""
    admin1: str = ""
    lon: float = 0.0
    lat: float = 0.0
    radius_km: float = 0.0
    population: int = 0
    source: str = ""

    @property
    def is_area(self) -> bool:
        """Whether the place is an area that no path can begin or end in.

        True for countries, regions, seas and the like, and for anything larger than 100 km in radius.
        """
        return self.type in AREA_TYPES or self.radius_km >= _AREA_RADIUS_KM

    @property
    def __geo_interface__(self) -> dict[str, Any]:
        """A GeoJSON point, longitude first."""
        return {"type": "Point", "coordinates": (self.lon, self.lat)}

    def _repr_html_(self) -> str:
        """Show the place in a notebook as a small table."""
        return html_table(
            self.name,
            [
                ("Kind", self.type),
                ("Country", ", ".join(filter(None, self.country.split("|")))),
                ("Region", "" if self.admin1.isdigit() else self.admin1),
                ("Latitude, longitude", f"{self.lat:.5f}, {self.lon:.5f}"),
                ("Known to", f"{self.radius_km:g} km" if self.radius_km else ""),
                ("Inhabitants", f"{self.population:,}" if self.population else ""),
                ("Id", self.id),
                ("Source", self.source),
            ],
        )


CREDITS = {
    "GeoNames": "Place names: GeoNames (CC BY 4.0)",
    "OpenStreetMap": "Places: © OpenStreetMap contributors (ODbL)",
}
"""The line that must stand beside a map or a file which holds a place of this source. The supplement (CC0)
and Natural Earth (public domain) ask for none."""


def credit(place: Place) -> str:
    """Return the line that a place's source asks for wherever the place is shown; "" where none is due.

    A place of GeoNames that the supplement corrects is still GeoNames' place, and so is what is called "near"
    one: its ``source`` names them all.

    Parameters
    ----------
    place
        The place that is shown.

    Examples
    --------
    >>> credit(Place("geonames:2042645", "Rajin", "town", "KP", source="GeoNames"))
    'Place names: GeoNames (CC BY 4.0)'
    >>> credit(Place("supplement:khasan", "Khasan", "town", "RU", source="georoutes supplement"))
    ''
    """
    return "; ".join(line for source, line in CREDITS.items() if source in place.source)


@dataclass(frozen=True, slots=True)
class Match:
    """A candidate place for a name.

    Parameters
    ----------
    place
        The candidate.
    score
        From 0 (no) to 1 (certain).
    name
        The name in the data that matched.
    kind
        How it matched: ``exact``, ``folded`` (case, accents and punctuation aside), ``romanised``,
        ``code``, ``demonym`` ("Russian" in a text) or ``misspelt``.
    reasons
        Why it has this score, in words.
    rivals
        The other places that the name could mean, best first.
    """

    place: Place
    score: float
    name: str
    kind: str
    reasons: tuple[str, ...] = ()
    rivals: tuple[Place, ...] = ()
