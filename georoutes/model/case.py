"""One case: the sources, what they claim, the places and the routes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from georoutes.model.claim import Claim
from georoutes.model.place import PlaceEntry
from georoutes.model.record import Id, Misplaced, Record, Text, nearest
from georoutes.model.route import Route
from georoutes.model.source import Source
from georoutes.model.vehicle import Vehicle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from georoutes.model.leg import Leg

Where = tuple[str | int, ...]


def _known(value: object) -> object:
    if str(value).strip() != "1":
        raise ValueError(
            f"the format {str(value)[:20]!r} is not known, only 1; write `georoutes: 1` or update georoutes"
        )
    return 1


class Case(Record):
    """Everything that one case file holds.

    Examples
    --------
    >>> from georoutes.model import Leg, Route
    >>> leg = Leg(origin="Odesa", destination="Istanbul", mode="sea")
    >>> Case(title="Grain", routes={"grain": Route(legs=(leg,))}).routes["grain"].legs[0].mode
    'sea'
    """

    georoutes: Annotated[Literal[1], BeforeValidator(_known)] = 1
    """Version of the case file's format."""
    title: Text
    """What the case is about."""
    subtitle: Text | None = None
    """What the map should add in one line: the period, what is not known."""
    status: Literal["draft", "reviewed", "published"] = "draft"
    """A map of a draft carries a watermark."""
    licence: Text | None = None
    """Terms of this file, not of the sources."""
    note: Text | None = None
    """For readers of the case."""
    sources: dict[Id, Source] = Field(default_factory=dict)
    """The documents, by id."""
    claims: dict[Id, Claim] = Field(default_factory=dict)
    """What the documents say, by id."""
    places: dict[Id, PlaceEntry] = Field(default_factory=dict)
    """Places that the gazetteer cannot settle by name, by id or name."""
    vehicles: dict[Id, Vehicle] = Field(default_factory=dict)
    """Ships, trains and aircraft that legs name, by id."""
    routes: Annotated[dict[Id, Route], Field(min_length=1)]
    """What moved, by id."""

    def __repr__(self) -> str:
        """One line, for a notebook: a case in full would fill pages."""
        legs = sum(len(route.legs) for route in self.routes.values())
        counted = (
            (len(self.routes), "route"),
            (legs, "leg"),
            (len(self.claims), "claim"),
            (len(self.sources), "source"),
        )
        words = ", ".join(f"{number} {word}{'s' if number != 1 else ''}" for number, word in counted)
        return f"<Case {self.title!r}: {words}, {self.status}>"

    def is_denied(self, leg: Leg) -> bool:
        """Whether the claims of a leg only deny it; such a leg is listed and never drawn."""
        return bool(leg.claims) and all(self.claims[key].polarity == "deny" for key in leg.claims)

    def independent_sources(self, claims: Iterable[str]) -> frozenset[str]:
        """Return the sources that claims rest on in the end: copies of one report count once.

        Parameters
        ----------
        claims
            Ids of claims.

        Returns
        -------
        frozenset of str
            Ids of sources that are derived from no other.
        """
        found: set[str] = set()
        seen: set[str] = set()
        left = [source for key in claims if (source := self.claims[key].source) is not None]
        while left:
            key = left.pop()
            if key in seen:
                continue
            seen.add(key)
            originals = self.sources[key].derived_from
            left += originals
            if not originals:
                found.add(key)
        return frozenset(found or sorted(seen)[:1])  # reports that only repeat each other are one

    @model_validator(mode="after")
    def _references_lead_somewhere(self) -> Case:
        for where, kind, target, known in self._references():
            if target not in known:
                advice = nearest(target, list(known)) if known else f"there are no {kind}s in this file"
                raise Misplaced(f"no {kind} {target!r} in this file; {advice}", *where)
        for key, claim in self.claims.items():
            worked_out_from = claim.quantity.derived_from if claim.quantity else ()
            if key in (*claim.disputes, *claim.conflicts_with, *claim.may_repeat, *worked_out_from):
                raise Misplaced(
                    f"claim {key!r} cannot dispute, repeat, conflict with or rest on itself", "claims", key
                )
            if self._superseded_in_a_circle(key):
                raise Misplaced(
                    f"claim {key!r} is superseded by itself, in a circle", "claims", key, "superseded_by"
                )
        self._mapped_or_not()
        return self

    def _mapped_or_not(self) -> None:
        for name, route in self.routes.items():
            for number, leg in enumerate(route.legs):
                for i, key in enumerate(leg.claims):
                    if self.claims[key].not_mapped is not None:
                        where = ("routes", name, "legs", number, "claims", i)
                        raise Misplaced(
                            f"claim {key!r} says why it is `not_mapped`, so no leg rests on it", *where
                        )

    def _references(self) -> Iterator[tuple[Where, str, str, Mapping[str, object]]]:
        for key, source in self.sources.items():
            for i, target in enumerate(source.derived_from):
                yield ("sources", key, "derived_from", i), "source", target, self.sources
        for key, claim in self.claims.items():
            if claim.source is not None:
                yield ("claims", key, "source"), "source", claim.source, self.sources
            for where, target in _claims_named(claim):
                yield ("claims", key, *where), "claim", target, self.claims
        legs = ((name, i, leg) for name, route in self.routes.items() for i, leg in enumerate(route.legs))
        for name, number, leg in legs:
            for i, target in enumerate(leg.claims):
                yield ("routes", name, "legs", number, "claims", i), "claim", target, self.claims

    def _superseded_in_a_circle(self, key: str) -> bool:
        seen = {key}
        after = self.claims[key].superseded_by
        while after is not None and after not in seen:
            seen.add(after)
            after = self.claims[after].superseded_by
        return after == key


def _claims_named(claim: Claim) -> Iterator[tuple[Where, str]]:
    """Yield the other claims that a claim names, and where."""
    if claim.superseded_by is not None:
        yield ("superseded_by",), claim.superseded_by
    for field in ("disputes", "conflicts_with", "may_repeat"):
        for i, target in enumerate(getattr(claim, field)):
            yield (field, i), target
    for i, target in enumerate(claim.quantity.derived_from if claim.quantity else ()):
        yield ("quantity", "derived_from", i), target
