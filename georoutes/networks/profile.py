"""What distinguishes rail from road."""

from __future__ import annotations

from dataclasses import dataclass

OSM = "© OpenStreetMap contributors (ODbL)"
"""The credit that is due to OpenStreetMap."""


@dataclass(frozen=True)
class Profile:
    """Costs, limits and words of one kind of network.

    Parameters
    ----------
    mode
        ``rail`` or ``road``.
    way
        What a line of this network is called in a sentence, and in plural.
    border_km, open_border_km, gauge_km
        What a border, a border without checks and a break of gauge cost, as kilometres of travel.
    trunk_factor
        What a kilometre of a trunk line costs.
    near_km
        A connector longer than this is worth a warning.
    many
        From so many pairs on the preparation of the faster engine is worth its time.
    method
        How the path was found, for people.
    credit
        Whose data they are; "" where no credit is due.
    shortness
        What is known of lengths where the drawing is generalised, to end a sentence.
    """

    mode: str
    way: tuple[str, str]
    border_km: float
    open_border_km: float
    gauge_km: float
    trunk_factor: float
    near_km: float
    many: int
    method: str
    credit: str
    shortness: str = ""
