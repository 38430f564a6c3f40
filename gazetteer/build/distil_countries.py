"""Distil Natural Earth's countries to a point and an extent each: makes ``countries.csv``.

Run once, by hand, with the unpacked npm package world-atlas 2.0.2 (Natural Earth, public domain)::

    python -m gazetteer.build.distil_countries package/countries-50m.json > gazetteer/build/countries.csv

A country's point is the centroid of its largest polygon, or, where that lies outside (Vietnam), a point in
its middle. ``radius_km`` reaches from there to the farthest corner of the largest polygon, so the disc covers
the main part of the country and not its far islands. Where fewer than 95 % of the people live in it,
`gazetteer.build.extents` draws another when the index is compiled.
"""

from __future__ import annotations

import csv
import sys

from gazetteer.build.topology import disc, shapes


def main(topology_file: str) -> None:
    """Write the table to standard output."""
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(["iso_number", "lon", "lat", "radius_km", "name"])
    rows = []
    for country, polygon in shapes(topology_file, "countries"):
        if "id" not in country:  # places without an ISO number: Kosovo and others; see the supplement
            continue
        lon, lat, radius_km = disc(polygon)
        rows.append(
            [
                int(country["id"]),
                round(lon, 3),
                round(lat, 3),
                round(radius_km),
                country["properties"]["name"],
            ]
        )
    # Ashmore and Cartier Islands share Australia's number: the larger one is meant.
    best = {row[0]: row for row in sorted(rows, key=lambda row: row[3])}
    table.writerows(row for _, row in sorted(best.items()))


if __name__ == "__main__":
    main(sys.argv[1])
