"""Names that stand together settle each other.

For every pair of places that two names of a text may mean, the support of one for the other is worked out
once: by the country and the unit that they share, and by the distance between them. Then, for a few rounds,
each candidate is given the support of the likeliest meanings of the other names, and the likelihoods are
worked out anew. What lies in a named country or unit, near a named town or in a place that the text says it
lies in ("Paris, Texas") becomes likelier; the reasons say by which name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from gazetteer.distance import EARTH_RADIUS_KM
from gazetteer.place import COUNTRY_TYPES
from gazetteer.scoring import Candidate, ordered
from gazetteer.weights import WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    _Floats = NDArray[np.float64]

_LEAST_SHARE = 1e-9
_LEAST_TOLD = 0.15
"""Strength. Less support from a name is no reason worth telling."""


class Link(NamedTuple):
    """The text says that a name lies in what another name means: "Paris, Texas"."""

    inner: int
    outer: int


@dataclass(frozen=True, slots=True)
class Named:
    """A name of a text with what it may mean.

    Parameters
    ----------
    name
        The name.
    candidates
        What it may mean, best first.
    none
        The strength of "none of these"; see `scoring.strength_of_none`.
    at
        Where in the text it stands, in characters; names of a plain list have no distance.
    weight
        How much it counts for the other names.
    """

    name: str
    candidates: Sequence[Candidate]
    none: float
    at: tuple[int, ...] = ()
    weight: float = 1.0


def settled(names: Sequence[Named], links: Sequence[Link] = ()) -> list[list[Candidate]]:
    """Return the candidates of each name with the evidence of the other names, best first.

    Parameters
    ----------
    names
        The names, each sense of a name once: it is no evidence for itself.
    links
        Which name lies in which.
    """
    kept = [list(named.candidates[: WEIGHTS.context.most_candidates]) for named in names]
    groups = [at for at, group in enumerate(kept) if group]
    if len(groups) < 2:  # noqa: PLR2004 - a name alone has nobody to ask
        return kept
    table = _Table([kept[at] for at in groups], [names[at] for at in groups])
    number = {at: index for index, at in enumerate(groups)}
    for link in links:
        if link.inner in number and link.outer in number:
            table.link(number[link.inner], number[link.outer])
    result = kept
    for at, group in zip(groups, table.settled(), strict=True):
        result[at] = group
    return result


class _Table:
    """All candidates of all names in rows, and what each says for each other one."""

    def __init__(self, groups: Sequence[Sequence[Candidate]], names: Sequence[Named]) -> None:
        self.groups = groups
        self.names = names
        self.rows = [candidate for group in groups for candidate in group]
        sizes = np.array([len(group) for group in groups])
        self.starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        self.group_of = np.repeat(np.arange(len(groups)), sizes)
        self.base = np.array([candidate.strength for candidate in self.rows])
        self.none = np.array([named.none for named in names])
        self.gap = self._gaps()
        self.country, self.unit = self._shared()
        self.support = self._support()
        self.attention = self._attention()
        self.links: list[tuple[int, int]] = []

    def link(self, inner: int, outer: int) -> None:
        if inner != outer:
            self.links.append((inner, outer))

    def settled(self) -> list[list[Candidate]]:
        context = np.zeros(len(self.rows))
        for _ in range(WEIGHTS.context.rounds):
            shares = self._shares(self.base + context)
            context, by_name = self._context(shares)
        weighed = [
            candidate.shifted(float(gain), *self._reasons(row, by_name[row], shares))
            if row - start < WEIGHTS.context.most_explained or gain > WEIGHTS.context.explained_gain
            else candidate.shifted(float(gain))
            for row, (candidate, gain, start) in enumerate(
                zip(self.rows, context, self.starts[self.group_of], strict=True)
            )
        ]
        ends = [*self.starts[1:], len(weighed)]
        return [ordered(weighed[start:end]) for start, end in zip(self.starts, ends, strict=True)]

    def _shares(self, strength: _Floats) -> _Floats:
        top = np.maximum(np.maximum.reduceat(strength, self.starts), self.none)
        likelihood = 10 ** (strength - top[self.group_of])
        total = np.add.reduceat(likelihood, self.starts) + 10 ** (self.none - top)
        share: _Floats = likelihood / total[self.group_of]
        return share

    def _context(self, shares: _Floats) -> tuple[_Floats, _Floats]:
        """Return each candidate's support by all names together, and by each."""
        # To rely on an unlikely meaning of the other name costs as much as that meaning lacks in likelihood:
        # so two unlikely meanings that lie side by side can win together.
        cost = WEIGHTS.context.cost * np.log10(np.maximum(shares, _LEAST_SHARE))
        gains = np.maximum(0.0, self.support + cost)
        by_name: _Floats = np.maximum.reduceat(gains, self.starts, axis=1)
        by_name *= self.attention[self.group_of]
        ranked = -np.sort(-by_name, axis=1)[:, : len(WEIGHTS.context.decay)]
        gain = ranked @ np.array(WEIGHTS.context.decay[: ranked.shape[1]])
        if self.links:
            gain += self._linked(shares)
        return gain, by_name

    def _linked(self, shares: _Floats) -> _Floats:
        """Return what candidates gain for lying where the text says, and lose for lying elsewhere."""
        gain = np.zeros(len(self.rows))
        best: dict[int, tuple[_Floats, float]] = {}
        is_division = self.is_country | self.is_unit
        for inner, outer in self.links:
            rows, columns = self._rows_of(inner), self._rows_of(outer)
            inside = self.inside(rows, columns)
            held = (inside * shares[columns]).max(axis=1)
            division = float((shares[columns] * is_division[columns]).max())
            before, known = best.get(inner, (held, 0.0))
            best[inner] = np.maximum(before, held), max(known, division)
            holds = (inside * shares[rows][:, None]).max(axis=0)
            gain[columns] = np.maximum(gain[columns], WEIGHTS.context.holds * holds)
        for inner, (held, division) in best.items():
            elsewhere = np.maximum(0.0, division - held)
            gain[self._rows_of(inner)] += (
                WEIGHTS.context.within * held - WEIGHTS.context.elsewhere * elsewhere
            )
        return gain

    def inside(self, rows: slice, columns: slice) -> _Floats:
        """Return whether each of some candidates lies in each of others, as 0 or 1."""
        of_country = self.is_country[None, columns] & self.country[rows, columns]
        of_unit = self.is_unit[None, columns] & self.unit[rows, columns]
        near = self.gap[rows, columns] <= np.maximum(self.radius[None, columns] * 0.3, 40.0)
        at_hand = ~self.is_country[None, columns] & self.country[rows, columns] & near
        lies: _Floats = (of_country | of_unit | at_hand).astype(float)
        lies *= ~self.is_country[rows, None]
        return lies

    def _rows_of(self, group: int) -> slice:
        end = self.starts[group + 1] if group + 1 < len(self.starts) else len(self.rows)
        return slice(int(self.starts[group]), int(end))

    def _gaps(self) -> _Floats:
        """Return how far each candidate lies from the edge of each other one, in km."""
        places = [candidate.place for candidate in self.rows]
        lon, lat = np.radians([place.lon for place in places]), np.radians([place.lat for place in places])
        self.radius = np.array([place.radius_km for place in places])
        vectors = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
        apart = EARTH_RADIUS_KM * np.arccos(np.clip(vectors @ vectors.T, -1.0, 1.0))
        reach = np.minimum(self.radius, WEIGHTS.context.widest_km)
        # To lie somewhere in a named area is weaker evidence than to lie beside a named town.
        gap: _Floats = np.maximum(0.0, apart - reach[:, None] - reach[None, :] / 3)
        return gap

    def _shared(self) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Return which pairs lie in one country, and which in one first-level unit."""
        places = [candidate.place for candidate in self.rows]
        codes = {code: n for n, code in enumerate({c for place in places for c in place.country.split("|")})}
        member = np.zeros((len(places), len(codes)), dtype=np.float32)
        for row, place in enumerate(places):
            for code in place.country.split("|"):
                member[row, codes[code]] = code != ""
        units = {unit: n for n, unit in enumerate({(place.country, place.admin1) for place in places})}
        unit = np.array(
            [
                units[place.country, place.admin1] if place.admin1 else -1 - row
                for row, place in enumerate(places)
            ]
        )
        self.is_country = np.array([place.type in COUNTRY_TYPES for place in places])
        self.is_unit = np.array([place.type == "admin" and place.admin1 != "" for place in places])
        return member @ member.T > 0, unit[:, None] == unit[None, :]

    def _support(self) -> _Floats:
        """Return what each candidate (column) says for each other one (row)."""
        context = WEIGHTS.context
        faded = np.log10(1 + self.gap / context.softening_km) / np.log10(
            1 + context.faded_km / context.softening_km
        )
        close = context.close * np.maximum(0.0, 1 - faded)
        close[:, self.is_country & (self.radius > context.widest_km)] = 0.0  # nothing is close to Russia
        by_country = np.where(
            self.is_country[None, :],
            context.in_named_country,
            np.where(self.is_country[:, None], context.country_of_named, context.same_country),
        )
        by_country = by_country * (self.country & ~(self.is_country[:, None] & self.is_country[None, :]))
        by_unit = np.where(
            self.is_unit[None, :],
            context.in_named_unit,
            np.where(self.is_unit[:, None], context.unit_of_named, context.same_unit),
        )
        support: _Floats = close + by_country + by_unit * self.unit
        support[self.group_of[:, None] == self.group_of[None, :]] = 0.0
        return support

    def _attention(self) -> _Floats:
        """Return how much each name counts for each other one: the nearer in the text, the more."""
        at = [np.array(named.at) if named.at else None for named in self.names]
        attention = np.ones((len(at), len(at)))
        for row, here in enumerate(at):
            for column, there in enumerate(at):
                if here is not None and there is not None:
                    apart = float(np.abs(here[:, None] - there[None, :]).min())
                    attention[row, column] = WEIGHTS.context.far_in_text + (
                        1 - WEIGHTS.context.far_in_text
                    ) * np.exp(-apart / WEIGHTS.context.text_reach)
        attention *= np.array([named.weight for named in self.names])
        return attention

    def _reasons(self, row: int, by_name: _Floats, shares: _Floats) -> list[str]:
        group = int(by_name.argmax())
        if by_name[group] < _LEAST_TOLD:
            return []
        columns = self._rows_of(group)
        gains = self.support[row, columns] + WEIGHTS.context.cost * np.log10(
            np.maximum(shares[columns], _LEAST_SHARE)
        )
        other = columns.start + int(gains.argmax())
        place, named = self.rows[row].place, self.rows[other].place
        reasons = []
        if not self.is_country[other] and self.gap[row, other] <= WEIGHTS.context.told_km:
            reasons.append(f"close to {named.name}, named with it")
        if self.unit[row, other] and place.admin1:
            reasons.append(f"in one unit ({place.country}, {place.admin1}) with {named.name}, named with it")
        elif self.country[row, other]:
            reasons.append(f"in one country with {named.name}, named with it")
        return reasons
