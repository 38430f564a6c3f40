"""The weights of all evidence, read from ``weights.json``.

They count in powers of ten: one more means ten times as likely. They were set by hand, on general knowledge
of how news texts name places, and are fitted to no labelled texts. How they are used is said by
`gazetteer.scoring`, `gazetteer.mentions` and `gazetteer.settle`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple


class KindWeights(NamedTuple):
    """How a name in the data matched."""

    code: float
    """In all, whatever the inhabitants."""
    official: float
    alternate: float
    weak: float
    demonym: float
    folded: float
    """Case, accents or punctuation differ."""


class NoneWeights(NamedTuple):
    """Of "none of these", for a name asked for alone."""

    plain: float
    small_letters: float
    """May be a common noun."""
    few_letters: float
    """One or two Latin letters, or three capitals: a newspaper, a firm."""
    few_capitals: float
    """One or two capitals may abbreviate anything."""
    homograph: float
    """First of all a month, a weapon, a disease."""
    seat_of_power: float
    """Mostly means a government."""


class ScoreWeights(NamedTuple):
    """The step from a share to a score."""

    sureness: float
    """The logarithm of the odds is divided by this."""
    unsure: float
    """What a name has at most that is not sure whatever its share: a romanisation that is another place's
    main name, and a village that nothing but its name speaks for."""
    minor: float
    """The prominence below which a town is a village: 1,600 people."""


class NearWeights(NamedTuple):
    """A place nearby."""

    decade: float
    """For each power of ten farther than the nearest candidate."""
    softening_km: float
    widest_km: float
    """No place counts as larger than this."""


class MentionWeights(NamedTuple):
    """A name marked in a text, and the words beside it."""

    prominence: float
    """Inhabitants tell less, since the text tells more."""
    country: float
    """A text that can mean a country mostly does."""
    unit: float
    """And one that can mean a state or county often does."""
    contested: float
    """Not its main name, while it is that of another place."""
    cued: float
    """Of a type that the words beside it speak of ("the port of", "River")."""
    cued_too: float
    """Of the second type of such words: a port is a town too."""
    miscued: float
    """Of another type than these."""
    longer: float
    """The name together with the word ("Laurel" in "Laurel County")."""
    none: float
    """Of "none of these": somebody has marked it as a place, but the data have gaps."""
    doubt: float
    """Of "none of these" for a person, a thing, two letters, a word written small."""
    aside: float
    """How much a country or unit counts that the text names unmarked."""
    none_aside: float
    """Of "none of these" for such a name."""
    least_aside: float
    """What such a name must have for it to be looked at."""


class ContextWeights(NamedTuple):
    """The other names of a text."""

    rounds: int
    most_candidates: int
    """Of one name that are looked at."""
    most_explained: int
    """Of one name that get reasons, and those that gain more than the next number."""
    explained_gain: float
    close: float
    """Another name at the same spot."""
    softening_km: float
    faded_km: float
    """Where closeness is nothing any more."""
    widest_km: float
    """No area counts as larger than this."""
    told_km: float
    """Within which a reason says "close to"."""
    in_named_country: float
    country_of_named: float
    same_country: float
    in_named_unit: float
    unit_of_named: float
    same_unit: float
    cost: float
    """Of relying on an unlikely meaning of the other name: this, times the logarithm of its share."""
    decay: tuple[float, ...]
    """The best name counts in full, the next one half ..."""
    far_in_text: float
    """What a name counts that stands far away in the text."""
    text_reach: float
    """Characters."""
    within: float
    """"Paris, Texas": what lies in the Texas of the text."""
    elsewhere: float
    """Lost by what does not."""
    holds: float
    """And the Texas that holds a Paris."""


class Weights(NamedTuple):
    """All weights."""

    kind: KindWeights
    none: NoneWeights
    score: ScoreWeights
    near: NearWeights
    mention: MentionWeights
    context: ContextWeights


def _read() -> Weights:
    table = json.loads(Path(__file__).with_name("weights.json").read_text("utf-8"))
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
