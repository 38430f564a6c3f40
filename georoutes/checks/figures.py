"""Figures that would be counted twice, were they added: they are named, and never added here either."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from georoutes.checks.finding import Finding, legs_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from georoutes.model import Case, Quantity

_CLOSE = 1e-6


def figures(case: Case) -> Iterator[Finding]:
    """Look for figures that count the same things."""
    yield from _running_totals(case)
    yield from _worked_out(case)
    yield from _one_figure_on_many_legs(case)
    yield from _sums(case)
    yield from _copies(case)


def _running_totals(case: Case) -> Iterator[Finding]:
    totals: dict[str, list[str]] = defaultdict(list)
    for key, claim in case.claims.items():
        if claim.quantity and claim.quantity.cumulative:
            totals[claim.quantity.unit or ""].append(key)
    for unit, keys in totals.items():
        if len(keys) > 1:
            listed = "; ".join(f"{key}: {_dated(case.claims[key].quantity)}" for key in keys)
            found = "running totals of the same thing; they stand side by side and are never added"
            yield Finding(
                f"claims {', '.join(keys)}", f"figures in {unit or 'one unit'}", listed, found, "note"
            )


def _dated(quantity: Quantity | None) -> str:
    return f"{quantity.amount} (as of {quantity.as_of or 'a day not given'})" if quantity else ""


def _worked_out(case: Case) -> Iterator[Finding]:
    for key, claim in case.claims.items():
        if claim.quantity and claim.quantity.derived_from:
            of = ", ".join(claim.quantity.derived_from)
            found = f"worked out from {of}: it confirms none of them and is no further quantity"
            yield Finding(f"claim {key}", "figure is independent", str(claim.quantity), found, "note")


def _one_figure_on_many_legs(case: Case) -> Iterator[Finding]:
    """Find one figure that legs of different routes rest on: each would count it."""
    routes: dict[str, set[str]] = defaultdict(set)
    for about, leg in legs_of(case):
        for key in leg.claims:
            routes[key].add(about.rpartition(" leg ")[0])
    for key, names in routes.items():
        quantity = case.claims[key].quantity
        if quantity and len(names) > 1:
            found = f"stands on {len(names)} routes ({', '.join(sorted(names))}); it is one figure for all"
            yield Finding(f"claim {key}", "figure counted once", str(quantity), found, "note")


def _sums(case: Case) -> Iterator[Finding]:
    """Find a leg or route whose own figure is the sum of its claims' figures."""
    for name, route in case.routes.items():
        keys = tuple(dict.fromkeys(key for leg in route.legs for key in leg.claims))
        owned = [(name, route.quantity, keys)]
        owned += [(f"{name} leg {i}", leg.quantity, leg.claims) for i, leg in enumerate(route.legs, start=1)]
        for about, quantity, claims in owned:
            if quantity and quantity.value and _is_sum(case, quantity, claims):
                found = "the sum of its claims' figures; figures of different days or claimants are not added"
                yield Finding(about, "figure is no sum", str(quantity), found, "wrong")


def _is_sum(case: Case, quantity: Quantity, keys: Sequence[str]) -> bool:
    stated = [case.claims[key].quantity for key in keys]
    figures = [one.value or one.min for one in stated if one and one.unit == quantity.unit]
    given = [figure for figure in figures if figure]
    sums = (sum(some) for n in range(2, min(len(given), 6) + 1) for some in combinations(given[:12], n))
    value = quantity.value or 0.0
    return value not in given and any(abs(each - value) <= _CLOSE * value for each in sums)


def _copies(case: Case) -> Iterator[Finding]:
    for about, leg in legs_of(case):
        used = {case.claims[key].source for key in leg.claims} - {None}
        independent = case.independent_sources(leg.claims)
        if len(independent) < len(used):
            found = f"{len(independent)}: the others repeat {', '.join(sorted(independent))}"
            yield Finding(about, "independent sources", f"{len(used)} sources", found, "note")
