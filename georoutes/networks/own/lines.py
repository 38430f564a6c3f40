"""Lines as people have them become a table of edges: joined where they meet, measured, checked."""

from __future__ import annotations

from typing import Any, NamedTuple

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from georoutes.errors import FrameError
from georoutes.networks.build.edges import GEOD, Edges, Floats, Ints, simplify

_UNIT = 100_000  # positions are told apart to this many parts of a degree, about a metre
_HALF_TURN = 180.0
_TOUCH = 2e-5  # degrees: an end this close to a line lies on it
_SHORTEST = 0.9  # of the straight line; a generalised drawing is never that much longer
_LONGEST = 10.0  # times the line drawn, which may leave out the bends of a mountain road
_ROUNDED_KM = 1.0
_LINES = frozenset({"LineString", "MultiLineString", "LinearRing"})


class Segments(NamedTuple):
    """Straight pieces between nodes.

    Parameters
    ----------
    lonlat
        Position of each node in degrees, longitude first.
    tail, head
        Nodes at the ends of each piece.
    line
        Number of the line that each piece is a part of.
    """

    lonlat: Floats
    tail: Ints
    head: Ints
    line: Ints


def edges_of_lines(frame: gpd.GeoDataFrame, length: str | None, number: Ints, *, crossings: bool) -> Edges:
    """Turn a frame of lines into a table of edges.

    Parameters
    ----------
    frame
        Lines, in any coordinate system that it names.
    length
        The column with the kilometres of each line; left out, they are measured over the ellipsoid.
    number
        For each row what `Edges.link` is to hold.
    crossings
        Whether lines also meet where they cross without a common vertex.

    Raises
    ------
    FrameError
        The frame holds something else than lines on the globe, or its lengths are none.
    """
    lines, row = _lines(frame)
    pieces, line_ends = _pieces(lines)
    pieces = _cut(pieces, _touching(pieces, line_ends))
    if crossings:
        pieces = _cut(pieces, _crossing(pieces))
    a, b = pieces.lonlat[pieces.tail], pieces.lonlat[pieces.head]
    km = np.asarray(GEOD.inv(a[:, 0], a[:, 1], b[:, 0], b[:, 1])[2]) / 1000.0
    if length is not None:
        known = _lengths(frame, length)
        whole: Floats = np.bincount(row[pieces.line], weights=km, minlength=len(frame)).astype(np.float64)
        _check_lengths(frame, length, known=known, drawn=whole, straight=_straight(lines, row, len(frame)))
        whole = whole[row]
        km *= (known[row] / np.maximum(whole, 1e-9))[pieces.line]
    kind = np.zeros(len(km), dtype=np.uint8), number[row[pieces.line]].astype(np.int16)
    return simplify(pieces.lonlat, pieces.tail, pieces.head, km, kind)


def check_frame(frame: Any) -> None:  # noqa: ANN401  whatever was given
    """Refuse what is no frame of shapes.

    Raises
    ------
    FrameError
        It has no shapes, or does not say in which coordinate system.
    """
    if not isinstance(frame, gpd.GeoDataFrame):
        raise FrameError(f"lines are needed as a GeoDataFrame, not as {type(frame).__name__}")
    if frame.active_geometry_name is None:
        raise FrameError("the frame has no column of shapes; name it with .set_geometry(...)")
    if frame.crs is None:
        raise FrameError(
            "the lines have no coordinate system; say which with .set_crs(...), or in the file, such as with "
            "`ogr2ogr -a_srs EPSG:4326 new.gpkg old.gpkg`"
        )


def _lines(frame: gpd.GeoDataFrame) -> tuple[Any, Ints]:
    """Single lines in degrees, and the row of the frame that each is from."""
    geometry = frame.geometry.to_crs("EPSG:4326").to_numpy()
    kinds = {shape.geom_type for shape in geometry if shape is not None}
    if kinds - _LINES:
        raise FrameError(
            f"a network is made of lines, found {', '.join(sorted(kinds - _LINES))}; "
            "keep those rows whose .geom_type is LineString or MultiLineString"
        )
    lines, row = shapely.get_parts(geometry, return_index=True)
    good = shapely.get_num_points(lines) > 1
    lines, row = lines[good], row[good]
    if len(lines) == 0:
        raise FrameError("there is no line in the frame, so there is no network")
    points, of = shapely.get_coordinates(lines, return_index=True)
    wrong = ~np.isfinite(points).all(axis=1) | (np.abs(points) > [540.0, 90.0]).any(axis=1)
    if wrong.any():
        label = frame.index[int(row[of[np.argmax(wrong)]])]
        raise FrameError(
            f"row {label!r} has the position {points[np.argmax(wrong)].tolist()}, which is not on the globe; "
            "is the coordinate system of the frame right?"
        )
    return lines, row


def _lengths(frame: gpd.GeoDataFrame, column: str) -> Floats:
    if column not in frame.columns:
        raise FrameError(f"the lines have no column {column!r}; they have {', '.join(map(str, frame))}")
    try:
        known = frame[column].to_numpy(dtype=np.float64)
    except (TypeError, ValueError):
        raise FrameError(f"the column {column!r} holds something else than kilometres") from None
    if not (np.isfinite(known) & (known >= 0)).all():
        raise FrameError(f"the column {column!r} has a length that is missing or below zero")
    checked: Floats = known
    return checked


def _straight(lines: Any, row: Ints, count: int) -> Floats:  # noqa: ANN401  Shapely has no types
    """Kilometres from end to end of the lines of each row, as the crow flies."""
    ends = [shapely.get_coordinates(shapely.get_point(lines, end)) for end in (0, -1)]
    km = np.asarray(GEOD.inv(*ends[0].T, *ends[1].T)[2]) / 1000.0
    summed: Floats = np.bincount(row, weights=km, minlength=count).astype(np.float64)
    return summed


def _check_lengths(
    frame: gpd.GeoDataFrame, column: str, *, known: Floats, drawn: Floats, straight: Floats
) -> None:
    """Refuse lengths that cannot be those of the lines in kilometres, such as metres.

    Raises
    ------
    FrameError
        A length is much less than the straight line between the ends, or many times the line drawn.
    """
    short = (known < _SHORTEST * straight) & (straight - known > _ROUNDED_KM)
    long = (known > _LONGEST * drawn) & (known - drawn > _ROUNDED_KM)
    if not (short | long).any():
        return
    row = int(np.argmax(short | long))
    label = frame.index[row]
    label = label.item() if hasattr(label, "item") else label
    than = (
        f"less than the {straight[row]:,.1f} km straight from end to end" if short[row]
        else f"many times the {drawn[row]:,.1f} km of the line drawn"
    )  # fmt: skip
    raise FrameError(
        f"row {label!r} has {known[row]:,.10g} km in the column {column!r}, {than}: are these metres or "
        "miles? Give kilometres, or leave length out, and the lines are measured"
    )


def _pieces(lines: Any) -> tuple[Segments, Ints]:  # noqa: ANN401  Shapely has no types
    """Cut lines at their vertices, those at one position being one node; give the lines' ends too."""
    points, line = shapely.get_coordinates(lines, return_index=True)
    points[:, 0] = (points[:, 0] + 180.0) % 360.0 - 180.0
    whole = np.round(points * _UNIT).astype(np.int64)
    spots, node = np.unique(whole, axis=0, return_inverse=True)
    node = node.ravel()
    along = (line[1:] == line[:-1]) & (node[1:] != node[:-1])
    changes = np.flatnonzero(line[1:] != line[:-1])
    ends = np.unique(node[np.concatenate([[0, len(node) - 1], changes, changes + 1])])
    return Segments(spots / _UNIT, node[:-1][along], node[1:][along], line[:-1][along]), ends


class _Spots(NamedTuple):
    """Where pieces are cut: the piece, how far along it as a share, and the position of the node there."""

    piece: Ints
    share: Floats
    lonlat: Floats


def _shapes(pieces: Segments) -> tuple[Any, npt.NDArray[np.bool_]]:
    """Each piece as a line, and which are straight on the map: those over the antimeridian are not."""
    ends = np.stack([pieces.lonlat[pieces.tail], pieces.lonlat[pieces.head]], axis=1)
    return shapely.linestrings(ends), np.abs(ends[:, 0, 0] - ends[:, 1, 0]) < _HALF_TURN


def _touching(pieces: Segments, ends: Ints) -> _Spots:
    """Where the end of a line lies on another, or on itself, without a vertex there.

    Ends of several lines may meet at that very place, so how many pieces an end has says nothing.
    """
    shapes, flat = _shapes(pieces)
    points = shapely.points(pieces.lonlat[ends])
    end, piece = shapely.STRtree(shapes).query(points, predicate="dwithin", distance=_TOUCH)
    other = (pieces.tail[piece] != ends[end]) & (pieces.head[piece] != ends[end]) & flat[piece]
    end, piece = end[other], piece[other]
    share = shapely.line_locate_point(shapes[piece], points[end], normalized=True)
    return _Spots(piece, share, pieces.lonlat[ends[end]])


def _crossing(pieces: Segments) -> _Spots:
    """Where two pieces cross without a common vertex."""
    shapes, flat = _shapes(pieces)
    one, other = shapely.STRtree(shapes).query(shapes, predicate="crosses")
    both = (one < other) & flat[one] & flat[other]
    one, other = one[both], other[both]
    points = shapely.intersection(shapes[one], shapes[other])
    good = shapely.get_type_id(points) == 0
    one, other, points = one[good], other[good], points[good]
    piece = np.concatenate([one, other])
    points = np.concatenate([points, points])
    lonlat = np.round(shapely.get_coordinates(points).reshape(-1, 2) * _UNIT) / _UNIT
    return _Spots(piece, shapely.line_locate_point(shapes[piece], points, normalized=True), lonlat)


def _cut(pieces: Segments, spots: _Spots) -> Segments:
    """Cut pieces at spots; a spot at the position of a node is that node."""
    if len(spots.piece) == 0:
        return pieces
    count = len(pieces.tail)
    everywhere = np.concatenate([pieces.lonlat, spots.lonlat])
    unique, node = np.unique(np.round(everywhere * _UNIT).astype(np.int64), axis=0, return_inverse=True)
    node = node.ravel()
    old, new = node[: len(pieces.lonlat)], node[len(pieces.lonlat) :]
    piece = np.concatenate([np.arange(count), spots.piece, np.arange(count)])
    share = np.concatenate([np.full(count, -1.0), spots.share, np.full(count, 2.0)])
    at = np.concatenate([old[pieces.tail], new, old[pieces.head]])
    order = np.lexsort((share, piece))
    piece, at = piece[order], at[order]
    goes_on = (piece[1:] == piece[:-1]) & (at[1:] != at[:-1])
    return Segments(unique / _UNIT, at[:-1][goes_on], at[1:][goes_on], pieces.line[piece[:-1][goes_on]])
