"""The one gate to GeoDataFrames: column lists, and checks at the door."""

from __future__ import annotations

LEG_COLUMNS = (
    "route", "leg", "origin", "destination", "mode", "when", "earliest", "latest", "length_km", "basis",
    "method", "assumed_km", "connector_km", "warnings", "claims", "denials", "polarity", "modality",
    "quantity", "attribution", "spans", "geometry",
)  # fmt: skip
PLACE_COLUMNS = (
    "id", "name", "type", "country", "role", "radius_km", "precision", "source", "geometry",
)  # fmt: skip
CLAIM_COLUMNS = (
    "id", "about", "polarity", "modality", "by", "quote", "source", "published", "quantity", "unit",
    "as_of", "words", "disputes", "title", "url",
)  # fmt: skip
