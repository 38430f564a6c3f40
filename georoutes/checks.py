"""Find out whether a case holds together, and what it leaves open.

The findings are for the analyst before publication. Each says what it is about, what the case asserts, what
was found and with which data.
"""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import TYPE_CHECKING

import pandas as pd

from georoutes import dates
from georoutes.errors import LimitError, NoPathError
from georoutes.locate import locate, settled_by_context
from georoutes.trace import trace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from gazetteer import Gazetteer, Match, Place
    from georoutes.locate import Reference
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
    places = locate(case, gazetteer=gazetteer)
    guesses = settled_by_context(case, gazetteer=gazetteer)
    findings = [*_legs(case), *_paths(case, places), *_places(guesses), *_claims(case), *_sources(case)]
    return pd.DataFrame(findings, columns=list(FINDING_COLUMNS))


def _legs(case: Case) -> Iterator[Finding]:
    for name, route in case.routes.items():
        for number, leg in enumerate(route.legs, start=1):
            about = f"{name} leg {number}"
            if not leg.claims:
                yield about, "rests on a claim", "", "no claim", "missing", "case file"
            elif case.is_denied(leg):
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
            elif (latest := _latest(leg.when)) and latest > dt.datetime.now(tz=dt.UTC).date():
                yield about, "is past", leg.when, "the date lies in the future", "wrong", "today's date"
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


def _paths(case: Case, places: Mapping[Reference, Place]) -> Iterator[Finding]:
    """Trace each leg: what stops it, and what its reader must know."""
    for name, route in case.routes.items():
        for number, leg in enumerate(route.legs, start=1):
            about = f"{name} leg {number}"
            if case.is_denied(leg):
                continue
            try:
                path = trace(leg, places)
            except (NoPathError, LimitError) as error:
                yield about, "has a path", leg.mode, str(error), "wrong", "network"
            else:
                for warning in path.warnings:
                    yield about, "line", leg.mode, warning, "note", path.method


def _places(guesses: Mapping[str, Match]) -> Iterator[Finding]:
    for name, match in guesses.items():
        place = match.place
        rivals = "; ".join(f"{rival.name}, {rival.type}, {rival.country}" for rival in match.rivals[:3])
        found = f"{place.name}, {place.type}, {place.country}, by the names beside it; could be: {rivals}"
        yield f"place {name}", "is settled", name, found, "note", place.source


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
        for other in claim.disputes:
            denied, since = _published(case, key, _latest), _published(case, other, _earliest)
            if denied and since and denied < since:
                found = f"published by {denied}, before the claim {other}"
                yield about, "denies what was said before", f"disputes {other}", found, "wrong", "case file"


def _published(case: Case, key: str, end: Callable[[str | None], dt.date | None]) -> dt.date | None:
    source = case.sources.get(case.claims[key].source or "")
    return end(source.published) if source else None


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
