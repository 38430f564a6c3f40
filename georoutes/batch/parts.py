"""Dask frames: each part is traced where it lies, by a worker that opens each network once."""

from __future__ import annotations

from typing import Any

from georoutes.batch.rows import trace_rows
from georoutes.errors import MissingExtraError


def route_parts(frame: Any, options: dict[str, Any]) -> Any:  # noqa: ANN401  Dask has no types
    """Trace a Dask frame part by part; the options are those of `trace_rows`.

    Nothing is kept between parts but the opened networks, so a part whose worker was lost is traced anew by
    another, and no other part with it.

    Raises
    ------
    MissingExtraError
        When lines are asked for and dask-geopandas is not installed.
    """
    meta = trace_rows(frame._meta, **options)  # noqa: SLF001  the empty frame that tells Dask the columns
    traced = frame.map_partitions(trace_rows, meta=meta, **options)
    if not options["geometry"]:
        return traced
    try:
        import dask_geopandas  # noqa: PLC0415  an extra
    except ModuleNotFoundError:
        raise MissingExtraError(
            "lines of a Dask frame need dask-geopandas: pip install 'georoutes[dask]'; or use geometry=False"
        ) from None
    return dask_geopandas.from_dask_dataframe(traced, geometry="geometry")
