"""What a case leaves open: legs without claims, claims without sources or legs, sources without dates."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from georoutes.checks.finding import Finding, legs_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from georoutes.model import Case

LONGEST_QUOTE = 25
"""Words that may be quoted of one place in a source."""


def legs(case: Case) -> Iterator[Finding]:
    """Look at what legs rest on and whether they join."""
    for about, leg in legs_of(case):
        if not leg.claims:
            yield Finding(about, "rests on a claim", "", "no claim", "missing")
        elif case.is_denied(leg):
            found = "its claims only deny it; it will not be drawn"
            yield Finding(about, "is affirmed", "", found, "note")
        if leg.when is None:
            yield Finding(about, "has a date", "", "no date", "missing")
    for name, route in case.routes.items():
        for number, (leg, after) in enumerate(pairwise(route.legs), start=1):
            if leg.destination != after.origin:
                found = f"ends at {leg.destination}, goes on from {after.origin}"
                yield Finding(
                    f"{name} legs {number} and {number + 1}", "legs join", "one cargo", found, "wrong"
                )


def claims(case: Case) -> Iterator[Finding]:
    """Look at what claims rest on, and what rests on them."""
    shown = {key for _, leg in legs_of(case) for key in leg.claims}
    for key, claim in case.claims.items():
        about = f"claim {key}"
        if claim.source is None:
            yield Finding(about, "has a source", "", "no source", "missing")
        words = len((claim.quote or "").split())
        if words > LONGEST_QUOTE:
            limit = f"at most {LONGEST_QUOTE} words"
            yield Finding(about, "short quote", limit, f"{words} words; shorten it", "wrong")
        if claim.polarity == "deny" and not claim.disputes and key not in shown and claim.about is None:
            yield Finding(about, "says what it denies", "", "no `disputes`, no leg and no `about`", "note")
        linked = key in shown or claim.not_mapped or claim.about or claim.disputes or _is_named(case, key)
        if not linked and claim.polarity == "affirm":
            found = "no leg rests on it, and no `not_mapped` or `about` says why"
            yield Finding(about, "is mapped", "", found, "missing")


def _is_named(case: Case, key: str) -> bool:
    """Whether another claim leads to this one."""
    return any(
        key in (*claim.disputes, *claim.conflicts_with, claim.superseded_by) for claim in case.claims.values()
    )


def places(case: Case) -> Iterator[Finding]:
    """Look for entries that nothing in the case means."""
    asserted = [check for claim in case.claims.values() for check in claim.checks]
    named: set[object] = {
        stop for _, leg in legs_of(case) for stop in (leg.origin, leg.destination, *leg.via, *leg.avoid)
    }
    named |= {stop for one in asserted for stop in (one.origin, one.destination, one.region)}
    named |= {entry.near for entry in case.places.values()}
    for key in case.places:
        if key not in named:
            yield Finding(f"place {key}", "is used", "", "no leg names it, no check and no `near`", "note")


def sources(case: Case) -> Iterator[Finding]:
    """Look at what is known of the sources."""
    used = {claim.source for claim in case.claims.values()}
    for key, source in case.sources.items():
        about = f"source {key}"
        if source.published is None:
            found = "no `published`; relative dates mean nothing without it"
            yield Finding(about, "has a date", "", found, "missing")
        if source.url is None and source.archived is None:
            yield Finding(about, "can be read", "", "no `url` and no `archived`", "missing")
        if key not in used:
            yield Finding(about, "is used", "", "no claim rests on it", "note")
