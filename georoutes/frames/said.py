"""What the sources of a case say, and the sources themselves, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from georoutes.frames.columns import CLAIM_COLUMNS, SOURCE_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from georoutes.model import Case, Claim, Quantity, Source


def claims(case: Case) -> pd.DataFrame:
    """List what the sources of a case say.

    Parameters
    ----------
    case
        The case.

    Returns
    -------
    pandas.DataFrame
        One row for each claim, denials included, columns `CLAIM_COLUMNS`.

    Examples
    --------
    >>> from georoutes.model import Case
    >>> leg = {"from": "Odesa", "to": "Istanbul", "mode": "sea", "claims": ["c1"]}
    >>> case = Case(title="Grain", claims={"c1": {"quote": "left Odesa"}}, routes={"grain": {"legs": [leg]}})
    >>> claims(case)[["id", "about", "quote"]].iloc[0].tolist()
    ['c1', 'grain leg 1', 'left Odesa']
    """
    return pd.DataFrame(list(_claim_rows(case)), columns=list(CLAIM_COLUMNS))


def sources(case: Case) -> pd.DataFrame:
    """List the documents of a case, one row each, columns `SOURCE_COLUMNS`.

    Examples
    --------
    >>> from georoutes.model import Case
    >>> leg = {"from": "Odesa", "to": "Istanbul", "mode": "sea"}
    >>> case = Case(title="x", sources={"s": {"publisher": "P"}}, routes={"grain": {"legs": [leg]}})
    >>> sources(case)[["id", "publisher"]].iloc[0].tolist()
    ['s', 'P']
    """
    rows = [{"id": key, **_source_cells(source)} for key, source in case.sources.items()]
    return pd.DataFrame(rows, columns=list(SOURCE_COLUMNS))


def _source_cells(source: Source) -> dict[str, str]:
    cells = {name: getattr(source, name) for name in SOURCE_COLUMNS if name != "id"}
    return {
        name: "; ".join(each.replace(";", ",") for each in value) if isinstance(value, tuple) else value or ""
        for name, value in cells.items()
    }


def _about(case: Case) -> dict[str, list[str]]:
    """Name the legs that rest on each claim."""
    about: dict[str, list[str]] = {}
    for name, route in case.routes.items():
        for number, leg in enumerate(route.legs, start=1):
            for key in leg.claims:
                about.setdefault(key, []).append(f"{name} leg {number}")
    return about


def _claim_rows(case: Case) -> Iterator[dict[str, Any]]:
    about = _about(case)
    for key, claim in case.claims.items():
        reason = f"not mapped: {claim.not_mapped}" if claim.not_mapped else ""
        yield {
            "id": key,
            "about": "; ".join(filter(None, (claim.about or ", ".join(about.get(key, [])), reason))),
            **_said(claim),
            **_published(case.sources.get(claim.source or ""), claim.source or ""),
            **_figures(claim.quantity),
        }


def _said(claim: Claim) -> dict[str, Any]:
    names = (
        "polarity", "modality", "by", "quote", "says", "words", "when_words", "negation", "date",
        "likelihood", "confidence", "credibility", "superseded_by", "not_mapped",
    )  # fmt: skip
    lists = ("disputes", "conflicts_with", "may_repeat")
    return {
        **{name: getattr(claim, name) or "" for name in names},
        **{name: ", ".join(getattr(claim, name)) for name in lists},
    }


def _published(source: Source | None, key: str) -> dict[str, str]:
    if source is None:
        return dict.fromkeys(("source", "published", "title", "author", "url", "reliability"), "")
    return {
        "source": source.publisher or source.title or key,
        "published": source.published or "",
        "title": source.title or "",
        "author": ", ".join(source.author),
        "url": source.archived or source.url or "",
        "reliability": source.reliability or "",
    }


def _figures(quantity: Quantity | None) -> dict[str, Any]:
    if quantity is None:
        nothing = dict.fromkeys(("quantity", "unit", "as_of", "derived_from"), "")
        return {
            **nothing, "cumulative": False, "quantity_min": float("nan"), "quantity_max": float("nan")
        }  # fmt: skip
    low = quantity.min if quantity.value is None else quantity.value
    high = quantity.max if quantity.value is None else quantity.value
    return {
        "quantity": quantity.amount,
        "unit": quantity.unit or "",
        "as_of": quantity.as_of or "",
        "cumulative": quantity.cumulative,
        "quantity_min": float("nan") if low is None else low,
        "quantity_max": float("nan") if high is None else high,
        "derived_from": ", ".join(quantity.derived_from),
    }
