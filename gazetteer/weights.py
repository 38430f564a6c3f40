"""The weights of all evidence, read from ``weights.toml``, which says what they mean."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import NamedTuple


class KindWeights(NamedTuple):
    """By how a name matched."""

    code: float
    official: float
    alternate: float
    weak: float
    demonym: float
    folded: float


class NoneWeights(NamedTuple):
    """Of "none of these"."""

    plain: float
    small_letters: float
    few_letters: float
    few_capitals: float
    homograph: float
    seat_of_power: float


class ScoreWeights(NamedTuple):
    """Of the step from a share to a score."""

    sureness: float
    most_romanised: float


class NearWeights(NamedTuple):
    """Of a place nearby."""

    decade: float
    softening_km: float
    widest_km: float


class MentionWeights(NamedTuple):
    """Of the words beside a name in a text."""

    prominence: float
    country: float
    unit: float
    contested: float
    cued: float
    cued_too: float
    miscued: float
    longer: float
    none: float
    doubt: float
    aside: float
    none_aside: float
    least_aside: float


class ContextWeights(NamedTuple):
    """Of the other names of a text."""

    rounds: int
    most_candidates: int
    most_explained: int
    explained_gain: float
    close: float
    softening_km: float
    faded_km: float
    widest_km: float
    told_km: float
    in_named_country: float
    country_of_named: float
    same_country: float
    in_named_unit: float
    unit_of_named: float
    same_unit: float
    cost: float
    decay: tuple[float, ...]
    far_in_text: float
    text_reach: float
    within: float
    elsewhere: float
    holds: float


class Weights(NamedTuple):
    """All weights."""

    kind: KindWeights
    none: NoneWeights
    score: ScoreWeights
    near: NearWeights
    mention: MentionWeights
    context: ContextWeights


def _read() -> Weights:
    table = tomllib.loads(Path(__file__).with_name("weights.toml").read_text("utf-8"))
    table["context"]["decay"] = tuple(table["context"]["decay"])
    return Weights(
        kind=KindWeights(**table["kind"]),
        none=NoneWeights(**table["none"]),
        score=ScoreWeights(**table["score"]),
        near=NearWeights(**table["near"]),
        mention=MentionWeights(**table["mention"]),
        context=ContextWeights(**table["context"]),
    )


WEIGHTS = _read()
