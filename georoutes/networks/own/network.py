"""A rail or road network made of lines that somebody brings."""

from __future__ import annotations

import functools
import numbers
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import geopandas as gpd
import numpy as np

from georoutes.errors import DataError, FrameError, WriteError, WrongTypeError
from georoutes.files import replacing
from georoutes.locate import default_gazetteer
from georoutes.networks import rail, road
from georoutes.networks.graph import LandGraph
from georoutes.networks.mapped import read_mapped, write_mapped
from georoutes.networks.overland import Overland
from georoutes.networks.own import report
from georoutes.networks.own.columns import Gauges, gauges, of_mode, one_way
from georoutes.networks.own.compile import arrays_of, check_arrays
from georoutes.networks.own.lines import check_frame, edges_of_lines
from georoutes.networks.own.osm import lines_of_graph, lines_of_pbf
from georoutes.networks.profile import OSM

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Sequence

    from gazetteer import Gazetteer, Place
    from georoutes.model import Path as RoutePath
    from georoutes.networks.own.compile import Arrays
    from georoutes.networks.pieces import Found

SUFFIX = ".network"

_PROFILES = {"rail": rail.PROFILE, "road": road.PROFILE}
_REMEDY = "save the network again with Network.save"
_WIDEST_KM = 50.0


class Network(Overland):
    """A rail or road network of your own, to be used instead of the bundled one; read-only.

    Make one with `from_lines`, `from_osmnx` or `from_pbf`, keep it with `save`, and open it with `open`.
    Hand it to `georoutes.path`, `legs`, `draw` or `route_frame` as ``networks=[network]``. Its countries and
    borders are those of Natural Earth, as in the bundled networks. Every line can be used in both directions.

    Parameters
    ----------
    arrays
        As `from_lines` makes them.
    file
        The file that holds them, if one does: another process then opens it by itself.

    Examples
    --------
    >>> from shapely.geometry import LineString
    >>> lines = [LineString([(10.0, 50.0), (10.5, 50.0)]), LineString([(10.2, 50.2), (10.2, 50.0)])]
    >>> network = Network.from_lines(gpd.GeoDataFrame(geometry=lines, crs="EPSG:4326"), mode="rail")
    >>> len(network.components()), round(network.km)
    (1, 58)
    >>> from georoutes.trace import path
    >>> round(path((10.0, 50.0), (10.2, 50.2), mode="rail", networks=[network]).length_km)
    37
    """

    mending = (
        " network.gaps() lists where parts of it nearly meet; Network.from_lines(..., heal_km=...) bridges "
        "them. At the command line, mend the lines, or give a network that was bridged so and saved."
    )

    def __init__(self, arrays: Arrays, file: Path | None = None) -> None:
        mode, title, credit = (str(arrays[name][0]) for name in ("mode", "title", "credit"))
        method = f"{mode}: cheapest path on {title}; borders and gauges weighted as in the bundled network"
        super().__init__(
            LandGraph.of(arrays), replace(_PROFILES[mode], method=method, credit=credit, trunk_factor=1.0)
        )
        self.file = file

    @classmethod
    def from_lines(  # noqa: PLR0913  all by name
        cls,
        lines: gpd.GeoDataFrame,
        *,
        mode: str = "rail",
        length: str | None = None,
        heal_km: float = 0.0,
        crossings: bool = False,
        title: str = "lines of your own",
        credit: str = "",
    ) -> Self:
        """Make a network of lines.

        Parameters
        ----------
        lines
            LineStrings in any coordinate system that the frame names, as from a GeoPackage, GeoParquet,
            Overture or an export of OpenStreetMap. Lines meet where they share a vertex (to a metre), and
            where the end of one lies on another; where they only cross, one is a bridge. The columns that
            tell what a line is are heeded: ``railway`` and ``highway`` (OpenStreetMap, without yards and
            sidings), ``fclass`` (Geofabrik), ``subtype`` and ``class`` (Overture) choose the rows of the
            mode; ``gauge`` gives the track gauge in millimetres (``1520;1435`` for both), which elsewhere is
            the usual one of the country. Lines that ``oneway`` says to be for one direction are used in both,
            and every path says so.
        mode
            ``rail`` or ``road``.
        length
            The column with the kilometres of each line; left out, they are measured over the ellipsoid.
        heal_km
            Bridge gaps between parts of the network up to this many kilometres, the shortest first, none over
            a border or to another shore. Every path says how much of it is bridged. None are bridged unless
            told: see `gaps`.
        crossings
            Whether lines also meet where they only cross.
        title
            What the network is called where a path says how it was found.
        credit
            Whose data they are, for maps and exports.

        Raises
        ------
        FrameError
            The frame holds something else than lines on the globe, or an argument is out of range.

        Examples
        --------
        >>> from shapely.geometry import LineString
        >>> lines = [LineString([(10.0, 50.0), (10.5, 50.0)]), LineString([(10.51, 50.0), (11.0, 50.0)])]
        >>> frame = gpd.GeoDataFrame(geometry=lines, crs="EPSG:4326")
        >>> [len(Network.from_lines(frame, heal_km=km).components()) for km in (0.0, 1.0)]
        [2, 1]
        """
        if mode not in _PROFILES:
            raise FrameError(f"a network of lines is for rail or road, not for {mode!r}")
        _check_km("heal_km", heal_km)
        check_frame(lines)
        lines = of_mode(lines, mode)
        one = one_way(lines) if mode == "road" else 0
        known = gauges(lines) if mode == "rail" else Gauges([], np.full(len(lines), -1))
        edges = edges_of_lines(lines, length, known.number, crossings=crossings)
        if len(edges.km) == 0:
            raise FrameError("the lines are points to the metre, so there is no network")
        if one:
            several = f"{one:,} lines for one direction are" if one > 1 else "1 line for one direction is"
            title += f" ({several} used in both)"
        about = {"mode": mode, "title": title, "credit": credit}
        texts = {name: np.array([text], dtype=np.str_) for name, text in about.items()}
        return cls({**arrays_of(edges, mode, heal_km, known.known), **texts})

    @classmethod
    def from_osmnx(cls, graph: Any, *, mode: str = "road", heal_km: float = 0.0) -> Self:  # noqa: ANN401
        """Make a network of a graph that osmnx made; see `from_lines`.

        Parameters
        ----------
        graph
            A graph of osmnx, projected or not. One-way streets can be used both ways.
        mode, heal_km
            As for `from_lines`.

        Raises
        ------
        FrameError
            It is no such graph.

        Examples
        --------
        >>> import networkx
        >>> graph = networkx.MultiDiGraph(crs="EPSG:4326")
        >>> graph.add_nodes_from([(1, {"x": 10.0, "y": 50.0}), (2, {"x": 10.1, "y": 50.0})])
        >>> _ = graph.add_edge(1, 2, length=7_200.0)
        >>> Network.from_osmnx(graph)
        <Network: road, 7 km in 1 part, OpenStreetMap by osmnx>
        """
        lines = lines_of_graph(graph)
        title = "OpenStreetMap by osmnx"
        return cls.from_lines(lines, mode=mode, length="length_km", heal_km=heal_km, title=title, credit=OSM)

    @classmethod
    def from_pbf(cls, path: str | os.PathLike[str], *, mode: str = "rail", heal_km: float = 0.0) -> Self:
        """Make a network of an extract of OpenStreetMap (PBF); needs ``pip install 'georoutes[osm]'``.

        Parameters
        ----------
        path
            The file, such as those of Geofabrik.
        mode, heal_km
            As for `from_lines`. Rail takes railways without yards and sidings, road all from motorways to
            residential streets.

        Raises
        ------
        DataError
            The file is missing, damaged or no extract.

        Examples
        --------
        >>> Network.from_pbf("map.osm.pbf", mode="river")
        Traceback (most recent call last):
        ...
        georoutes.errors.FrameError: an extract has a network for rail and for road, not for 'river'
        """
        if mode not in _PROFILES:
            raise FrameError(f"an extract has a network for rail and for road, not for {mode!r}")
        lines = lines_of_pbf(path, mode)
        title = f"OpenStreetMap ({Path(path).name})"
        return cls.from_lines(lines, mode=mode, heal_km=heal_km, title=title, credit=OSM)

    @classmethod
    def open(cls, path: str | os.PathLike[str], *, mode: str | None = None) -> Self:
        """Open a network that was saved; or make one of a file of lines.

        Parameters
        ----------
        path
            A file that `save` wrote, ending in ``.network``; an extract, ending in ``.pbf``; or lines in
            GeoParquet (``.parquet``), GeoPackage, GeoJSON and the like.
        mode
            ``rail`` or ``road``. A saved network knows its own.

        Raises
        ------
        DataError
            The file is missing or damaged, or a saved network is for the other mode.
        FrameError
            It holds something else than lines.

        Examples
        --------
        >>> Network.open("nowhere.network")
        Traceback (most recent call last):
        ...
        georoutes.errors.DataError: nowhere.network: ...
        """
        try:
            file = Path(path)
        except TypeError:
            raise WrongTypeError(
                f"the path is {path!r}; name the file with the network or the lines"
            ) from None
        if file.is_dir():
            raise DataError(f"{file}: this is a folder; name the file with the lines")
        if file.suffix.lower() == SUFFIX:
            network = cls(_read(file), file.resolve())
            if mode not in {None, network.mode}:
                raise DataError(f"{file}: this network is for {network.mode}, not for {mode}")
            return network
        if file.suffix.lower() == ".pbf":
            return cls.from_pbf(file, mode=mode or "rail")
        if not file.exists():
            raise DataError(f"{file}: there is no such file")
        reader: Callable[..., Any] = gpd.read_parquet if file.suffix.lower() == ".parquet" else gpd.read_file
        try:
            lines = reader(file)
        except Exception as error:  # the readers of some dozen formats have errors of their own
            raise DataError(f"{file}: cannot be read as lines ({error})") from error
        return cls.from_lines(lines, mode=mode or "rail", title=file.name)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the network to one file, which `open` opens in a moment.

        Parameters
        ----------
        path
            Ends in ``.network``; a file that is there already is replaced.

        Raises
        ------
        WriteError
            The name does not end so, or the file cannot be written; nothing is left behind.

        Examples
        --------
        >>> import tempfile
        >>> from shapely.geometry import LineString
        >>> line = gpd.GeoDataFrame(geometry=[LineString([(10.0, 50.0), (10.5, 50.0)])], crs="EPSG:4326")
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     Network.from_lines(line).save(f"{folder}/line.network")
        ...     Network.open(f"{folder}/line.network")
        <Network: rail, 36 km in 1 part, lines of your own>
        """
        file = Path(path)
        if file.suffix.lower() != SUFFIX:
            raise WriteError(f"{file}: a network is saved in a file whose name ends in {SUFFIX}")
        with replacing(file) as unfinished:
            write_mapped(unfinished, self.graph.arrays)
        self.file = file.resolve()

    def __repr__(self) -> str:
        parts = len(np.unique(self.graph.arrays["node_component"]))
        title = str(self.graph.arrays["title"][0])
        joined = f"{parts:,} {'part' if parts == 1 else 'parts'}"
        return f"<Network: {self.mode}, {self.km:,.0f} km in {joined}, {title}>"

    def _path(self, places: tuple[Place, Place], found: Found, countries: Sequence[str]) -> RoutePath:
        path = super()._path(places, found, countries)
        passed_by = report.passed_by(self.graph, places, found)
        return replace(path, warnings=(*passed_by, *path.warnings)) if passed_by else path

    @property
    def km(self) -> float:
        """Length of all lines in kilometres.

        Examples
        --------
        >>> from shapely.geometry import LineString
        >>> line = gpd.GeoDataFrame(geometry=[LineString([(10.0, 50.0), (10.5, 50.0)])], crs="EPSG:4326")
        >>> round(Network.from_lines(line).km)
        36
        """
        return float(self.graph.km.sum())

    def components(self, *, gazetteer: Gazetteer | None = None) -> gpd.GeoDataFrame:
        """List the parts of the network that do not hang together, longest first.

        Parameters
        ----------
        gazetteer
            Names the town nearest to the middle of each part; the bundled one when left out.

        Returns
        -------
        geopandas.GeoDataFrame
            ``component`` (its number), ``km``, ``countries``, ``near`` and a point in its middle.

        Examples
        --------
        >>> from shapely.geometry import LineString
        >>> lines = [LineString([(10.0, 50.0), (10.5, 50.0)]), LineString([(10.51, 50.0), (11.0, 50.0)])]
        >>> frame = gpd.GeoDataFrame(geometry=lines, crs="EPSG:4326")
        >>> Network.from_lines(frame).components()["km"].round().tolist()
        [36.0, 35.0]
        """
        return report.components(self.graph, gazetteer or default_gazetteer())

    def gaps(self, within_km: float = 5.0, *, gazetteer: Gazetteer | None = None) -> gpd.GeoDataFrame:
        """List where two parts of the network come near each other without meeting, nearest first.

        Parameters
        ----------
        within_km
            How near.
        gazetteer
            Names the nearest town; the bundled one when left out.

        Returns
        -------
        geopandas.GeoDataFrame
            ``km``, ``component`` and ``other`` (the two parts, as in `components`), ``near`` and the line
            between them.

        Examples
        --------
        >>> from shapely.geometry import LineString
        >>> lines = [LineString([(10.0, 50.0), (10.5, 50.0)]), LineString([(10.51, 50.0), (11.0, 50.0)])]
        >>> frame = gpd.GeoDataFrame(geometry=lines, crs="EPSG:4326")
        >>> Network.from_lines(frame).gaps()["km"].round(1).tolist()
        [0.7]
        """
        _check_km("within_km", within_km)
        return report.gaps(self.graph, within_km, gazetteer or default_gazetteer())

    def __reduce__(self) -> tuple[Any, ...]:
        """Another process opens the file, once, where there is one."""
        if self.file is not None:
            return _reopened, (self.file, self.file.stat().st_mtime_ns)
        return type(self), (self.graph.arrays,)


def _check_km(name: str, km: float) -> None:
    """Refuse what is no number of kilometres by which gaps are measured."""
    if not isinstance(km, numbers.Real) or not 0.0 <= km <= _WIDEST_KM:
        raise FrameError(f"{name} is {km!r}; give kilometres between 0 and {_WIDEST_KM:g}")


def _read(file: Path) -> Arrays:
    arrays = read_mapped(file, _REMEDY, verify=True)
    try:
        check_arrays(arrays)
        if str(arrays["mode"][0]) not in _PROFILES:
            raise ValueError("another mode than rail or road")  # noqa: TRY301  told like the rest
    except ValueError as error:
        raise DataError(f"{file}: this is no network ({error}); {_REMEDY}") from error
    return arrays


@functools.lru_cache(maxsize=4)
def _reopened(file: Path, _changed: int) -> Network:
    return Network.open(file)
