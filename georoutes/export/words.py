"""What a leg's file says of it in words, for formats that show a text beside a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from georoutes.passages import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from georoutes.frames import Frames

COLOURS = {
    "sea": "#0072b2", "rail": "#1a1a1a", "road": "#d55e00", "air": "#aa4499", "river": "#117a65",
    "unknown": "#5b6168",
}  # fmt: skip
"""Colour of each mode, as on the map."""

DOUBTED = frozenset({"alleged", "predicted", "sought", "conditional"})


def is_doubted(row: pd.Series[Any]) -> bool:
    """Whether nobody says of a leg that it happened."""
    said = {each for each in str(row["modality"]).split(", ") if each}
    return bool(said) and said <= DOUBTED


def name(row: pd.Series[Any]) -> str:
    """Return the name of a leg: from where to where."""
    return f"{row['origin']} → {row['destination']}"


def facts(row: pd.Series[Any]) -> Iterator[tuple[str, str]]:
    """Yield what is known of a leg, each with its heading; the basis of its line is always among it."""
    denied = row["polarity"] == "deny"
    yield "Mode", str(row["mode"])
    for heading, column in (
        ("When", "when"),
        ("Cargo", "cargo"),
        ("Containers", "containers"),
        ("Quantity", "quantity"),
        ("Vehicle", "vehicle"),
    ):
        if row[column]:
            yield heading, str(row[column])
    if is_doubted(row):
        yield "Said as", f"{row['modality']}: nobody says that it happened"
    yield (
        "Basis of the line",
        "denied: not drawn" if denied else f"{row['basis'] or 'not known'} ({row['method']})",
    )
    if row["passages"]:
        yield "Passages", in_words(str(row["passages"]).split(", "))
    if row["warnings"]:
        yield "Note", str(row["warnings"]).replace("\n", " ")


def said(content: Frames, row: pd.Series[Any]) -> Iterator[str]:
    """Yield what the sources say of a leg, denials among it and called so."""
    claims = {str(claim["id"]): claim for _, claim in content.claims.iterrows()}
    keys = [key for column in ("claims", "denials") for key in str(row[column]).split(", ") if key]
    for key in dict.fromkeys(keys):
        if key in claims:
            yield claim_words(claims[key])


def claim_words(claim: pd.Series[Any]) -> str:
    """Return a claim as one sentence: quote, claimant, source and date; a denial begins with its kind."""
    quote = f"“{claim['quote']}”" if claim["quote"] else str(claim["says"])
    parts = [claim["by"], claim["source"], claim["published"], claim["url"]]
    amount = f" [{claim['quantity']} {claim['unit']}".rstrip() + "]" if claim["quantity"] else ""
    kind = f"{(claim['negation'] or 'denied').capitalize()}: " if claim["polarity"] == "deny" else ""
    return f"{kind}{quote}{amount} ({', '.join(str(part) for part in parts if part)})"


def credit(content: Frames) -> str:
    """Return whom to name for the data, in one line."""
    cells = [str(cell) for cell in content.legs["attribution"]]
    return "; ".join(sorted({line for cell in cells for line in cell.split("; ") if line}))
