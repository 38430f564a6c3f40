"""Dates that cannot be: in the future, in the wrong order, or told before they came."""

from __future__ import annotations

import datetime as dt
from itertools import combinations
from typing import TYPE_CHECKING

from georoutes import dates, relative
from georoutes.checks.finding import Finding, legs_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from georoutes.model import Case, Claim, Leg

_TOLD_AS_DONE = frozenset({"observed", "reported", "alleged"})


def times(case: Case) -> Iterator[Finding]:
    """Look for dates that contradict each other or today's."""
    yield from _legs(case)
    yield from _in_words(case)
    yield from _claims(case)
    yield from _sources(case)


def earliest(text: str | None) -> dt.date | None:
    """Return the first day that an EDTF date allows, if there is one."""
    return dates.parse(text).earliest if text else None


def latest(text: str | None) -> dt.date | None:
    """Return the last day that an EDTF date allows, if there is one."""
    return dates.parse(text).latest if text else None


def _is_after(first: str | None, second: str | None) -> bool:
    """Whether the first date can only be later than the second."""
    begins, ends = earliest(first), latest(second)
    return begins is not None and ends is not None and begins > ends


def _legs(case: Case) -> Iterator[Finding]:
    today = dt.datetime.now(tz=dt.UTC).date()
    for about, leg in legs_of(case):
        begins, ends = earliest(leg.when), latest(leg.when)
        if any(day and day > today for day in (begins, ends)):
            yield Finding(
                about, "is past", leg.when or "", "the date lies in the future", "wrong", "today's date"
            )
        yield from _told_before(case, about, leg)
    for name, route in case.routes.items():
        dated = [(number, leg.when) for number, leg in enumerate(route.legs, start=1) if leg.when]
        for (number, first), (later, second) in combinations(dated, 2):
            if _is_after(first, second):
                about = f"{name} legs {number} and {later}"
                asserted = f"{first}, then {second}"
                yield Finding(about, "dates in order", asserted, "the second ends first", "wrong", "EDTF")


def _in_words(case: Case) -> Iterator[Finding]:
    """Read the sources' own words for a day by the source's date, and lay the legs' dates beside them."""
    legs: dict[str, list[str]] = {}
    for _, leg in legs_of(case):
        for key in leg.claims:
            legs.setdefault(key, []).extend(filter(None, [leg.when]))
    for key, claim in case.claims.items():
        if claim.when_words:
            yield _by_its_words(case, key, claim, legs.get(key, []))


def _by_its_words(case: Case, key: str, claim: Claim, given: list[str]) -> Finding:
    said, about = f"“{claim.when_words}”", f"claim {key}"
    told = _told(case, claim)
    if told is None:
        found = "stays unresolved: its source has no `published`"
        return Finding(about, "date in words", said, found, "missing")
    meant = relative.resolve(claim.when_words or "", told)
    if meant is None:
        found = f"stays unresolved by {told}; write `when` in EDTF yourself"
        return Finding(about, "date in words", said, found, "note")
    found = f"{meant}, as said on {told}"
    apart = [when for when in given if _is_after(when, meant) or _is_after(meant, when)]
    if apart:
        return Finding(about, "date in words", said, f"{found}; its leg says {apart[0]}", "differs", "EDTF")
    verdict = "agrees" if given else "note"
    return Finding(about, "date in words", said, found, verdict, "EDTF")


def _told_before(case: Case, about: str, leg: Leg) -> Iterator[Finding]:
    """Find claims that tell a leg as done in a source older than the leg."""
    for key in leg.claims:
        claim = case.claims[key]
        told = _told(case, claim)
        if claim.polarity == "affirm" and claim.modality in _TOLD_AS_DONE and _is_after(leg.when, told):
            found = f"claim {key} tells it as done, but was published {told}"
            yield Finding(about, "told after it came", leg.when or "", found, "wrong", "EDTF")


def _claims(case: Case) -> Iterator[Finding]:
    for key, claim in case.claims.items():
        about, told = f"claim {key}", _told(case, claim)
        for other in claim.disputes:
            since = _told(case, case.claims[other])
            if _is_after(since, told):
                found = f"published by {latest(told)}, before the claim {other}"
                yield Finding(about, "denies what was said before", f"disputes {other}", found, "wrong")
        if claim.superseded_by and _is_after(told, _told(case, case.claims[claim.superseded_by])):
            found = f"{claim.superseded_by} was published before it"
            yield Finding(
                about, "outcome comes after", f"superseded by {claim.superseded_by}", found, "wrong"
            )
        as_of = claim.quantity.as_of if claim.quantity else None
        if claim.modality in _TOLD_AS_DONE and _is_after(as_of, told):
            found = f"published {told}, before that day"
            yield Finding(about, "figure is of the past", f"as of {as_of}", found, "wrong", "EDTF")


def _told(case: Case, claim: Claim) -> str | None:
    source = case.sources.get(claim.source or "")
    return claim.date or (source.published if source else None)


def _sources(case: Case) -> Iterator[Finding]:
    for key, source in case.sources.items():
        if _is_after(source.published, source.accessed):
            found = f"published {source.published}"
            yield Finding(
                f"source {key}", "read after it was published", f"read {source.accessed}", found, "wrong"
            )
        for other in source.derived_from:
            original = case.sources[other].published
            if _is_after(original, source.published):
                asserted, found = f"derived from {other}", f"{other} was published later, {original}"
                yield Finding(f"source {key}", "repeats what was there", asserted, found, "wrong")
