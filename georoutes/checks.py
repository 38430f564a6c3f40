"""Find out whether a case holds together, and what it leaves open.

The findings are for the analyst before publication. Each says what it is about, what the case asserts, what
was found and with which data.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pandas as pd

from georoutes import dates
from georoutes.locate import locate

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from gazetteer import Gazetteer
    from georoutes.model import Case

FINDING_COLUMNS = ("about", "check", "asserted", "measured", "verdict", "data")

_LONGEST_QUOTE = 25
Finding = tuple[str, str, str, str, str, str]


def check(case: Case, *, gazetteer: Gazetteer | None = None) -> pd.DataFrame:
    """Look for what a careful reader of the case would ask about.

    Parameters
    ----------
    case
        A case that has been read, so that its form is right.
    gazetteer
        Where names are looked up; the bundled one when left out.

    Returns
    -------
    pandas.DataFrame
        One row for each finding, columns `FINDING_COLUMNS`; empty when there is none. ``verdict`` is
        ``missing``, ``wrong`` or ``note``.

    Raises
    ------
    CaseError
        When a place cannot be settled.

    Examples
    --------
    >>> from georoutes.model import Case
    >>> leg = {"from": [37.62, 55.75], "to": [30.52, 50.45], "mode": "air"}
    >>> check(Case(title="A flight", routes={"flight": {"legs": [leg]}}))["check"].tolist()
    ['rests on a claim', 'has a date']
    """
    locate(case, gazetteer=gazetteer)
    findings = [*_legs(case), *_claims(case), *_sources(case)]
    return pd.DataFrame(findings, columns=list(FINDING_COLUMNS))


def _legs(case: Case) -> Iterator[Finding]:
    for name, route in case.routes.items():
        for number, leg in enumerate(route.legs, start=1):
            about = f"{name} leg {number}"
            if not leg.claims:
                yield about, "rests on a claim", "", "no claim", "missing", "case file"
            elif all(case.claims[key].polarity == "deny" for key in leg.claims):
                yield (
                    about,
                    "is affirmed",
                    "",
                    "its claims only deny it; it will not be drawn",
                    "note",
                    "case file",
                )
            if leg.when is None:
                yield about, "has a date", "", "no date", "missing", "case file"
        for number, (leg, after) in enumerate(pairwise(route.legs), start=1):
            about = f"{name} legs {number} and {number + 1}"
            if leg.destination != after.origin:
                found = f"ends at {leg.destination}, goes on from {after.origin}"
                yield about, "legs join", "one cargo", found, "wrong", "case file"
            began, ended = _earliest(leg.when), _latest(after.when)
            if began and ended and ended < began:
                yield (
                    about,
                    "dates in order",
                    f"{leg.when}, then {after.when}",
                    "the second ends first",
                    "wrong",
                    "EDTF",
                )


def _claims(case: Case) -> Iterator[Finding]:
    for key, claim in case.claims.items():
        about = f"claim {key}"
        if claim.source is None:
            yield about, "has a source", "", "no source", "missing", "case file"
        words = len((claim.quote or "").split())
        if words > _LONGEST_QUOTE:
            yield (
                about,
                "short quote",
                f"at most {_LONGEST_QUOTE} words",
                f"{words} words",
                "wrong",
                "case file",
            )
        if claim.polarity == "deny" and not claim.disputes:
            yield about, "says what it denies", "", "no `disputes`", "note", "case file"


def _sources(case: Case) -> Iterator[Finding]:
    used = {claim.source for claim in case.claims.values()}
    for key, source in case.sources.items():
        about = f"source {key}"
        if source.published is None:
            yield (
                about,
                "has a date",
                "",
                "no `published`; relative dates mean nothing without it",
                "missing",
                "case file",
            )
        if source.url is None and source.archived is None:
            yield about, "can be read", "", "no `url` and no `archived`", "missing", "case file"
        if key not in used:
            yield about, "is used", "", "no claim rests on it", "note", "case file"


def _earliest(text: str | None) -> dt.date | None:
    return dates.parse(text).earliest if text else None


def _latest(text: str | None) -> dt.date | None:
    return dates.parse(text).latest if text else None
