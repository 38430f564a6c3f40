"""Air: the shortest line over the ellipsoid. Nobody flies it exactly, and the basis says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from georoutes.networks.base import LineBuilder, distance_km, ends, geodesic_points
from georoutes.networks.limits import check_limits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.place import Place
    from georoutes.model.path import Path

_MIN_PIECES = 65
_STEP_KM = 50.0
_ANTIPODAL_KM = 19_900.0  # beyond this the shortest line is not unique for practical purposes


class Air:
    """Geodesics on WGS84 (Karney's method).

    Examples
    --------
    >>> from gazetteer.place import Place
    >>> tokyo = Place("x:1", "Tokyo", "airport", "JP", lon=139.78, lat=35.55)
    >>> seattle = Place("x:2", "Seattle", "airport", "US", lon=-122.31, lat=47.45)
    >>> path = Air().path(tokyo, seattle)
    >>> round(path.length_km, -1), path.basis, path.geometry.coords[-1]
    (7730.0, 'geodesic', (237.69, 47.45))
    """

    mode = "air"

    def path(
        self, origin: Place, destination: Place, *, countries: Sequence[str] = (), avoid: Sequence[str] = ()
    ) -> Path:
        """Draw the geodesic; see `Router.path`.

        Raises
        ------
        NoPathError
            Both ends are the same place.
        LimitError
            `countries` or `avoid` is given: a geodesic goes where it goes.
        """
        check_limits(self.mode, countries, avoid)
        a, b = ends(origin, destination)
        km = distance_km(a, b)
        line = LineBuilder(a)
        inner = geodesic_points(a, b, min(_STEP_KM, km / _MIN_PIECES))
        line.add("geodesic", [*inner, b], km)
        warnings = []
        if km > _ANTIPODAL_KM:
            warnings.append(
                f"{origin.name} and {destination.name} lie almost on opposite sides of the globe, so the "
                "shortest line between them is not unique; the one drawn is arbitrary."
            )
        return line.build(
            basis="geodesic", method="air: shortest line over the WGS84 ellipsoid", warnings=warnings
        )
