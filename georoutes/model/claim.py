"""What a source says, in whose words, and about how much."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from georoutes.model.assertion import Assertion
from georoutes.model.record import Edtf, Id, Record, Text

Polarity = Literal["affirm", "deny"]
Modality = Literal["observed", "reported", "alleged", "predicted", "sought", "conditional"]
Negation = Literal["denied", "withheld", "refused", "halted", "doubted", "banned"]
Likelihood = Literal[
    "almost no chance",
    "very unlikely",
    "unlikely",
    "roughly even chance",
    "likely",
    "very likely",
    "almost certain",
]
"""The seven words of ICD 203 (Analytic Standards, 2015), from under 5 to over 95 per cent."""


class Quantity(Record):
    """How much: a value, or a range, or only words; never a sum of other claims."""

    value: Annotated[float, Field(ge=0)] | None = None
    """The number that the source gives."""
    min: Annotated[float, Field(ge=0)] | None = None
    """The least, when the source says "more than" or gives a range."""
    max: Annotated[float, Field(ge=0)] | None = None
    """The most."""
    text: Text | None = None
    """The source's words when it gives no number, such as "a set"."""
    unit: Text | None = None
    """What is counted: containers, tonnes, people."""
    qualifier: Text | None = None
    """The source's own hedge, such as "about" or "more than"."""
    cumulative: bool = False
    """Whether the figure is a running total, which must not be added to others."""
    as_of: Edtf | None = None
    """The day for which the figure holds."""
    derived_from: tuple[Id, ...] = ()
    """Claims whose figures this one was worked out from: it confirms none of them."""

    @model_validator(mode="after")
    def _says_something(self) -> Quantity:
        if self.value is None and self.min is None and self.max is None and self.text is None:
            raise ValueError("a quantity needs `value`, `min`, `max` or `text`")
        if self.min is not None and self.max is not None and self.max < self.min:
            raise ValueError(f"`max` ({self.max:g}) is less than `min` ({self.min:g})")
        return self

    def __str__(self) -> str:
        """Return the quantity in words, for example ``more than 1,000 containers``."""
        return " ".join(part for part in (self.amount, self.unit) if part)

    @property
    def amount(self) -> str:
        """The figure with its hedge and without its unit, for example ``more than 1,000``."""
        return " ".join(part for part in (self.qualifier, self._figure()) if part)

    def _figure(self) -> str:
        if self.value is not None:
            return f"{self.value:,.10g}"
        if self.min is not None and self.max is not None:
            return f"{self.min:,.10g} to {self.max:,.10g}"
        if self.min is not None:
            return f"{self.min:,.10g}" if self.qualifier else f"at least {self.min:,.10g}"
        if self.max is not None:
            return f"{self.max:,.10g}" if self.qualifier else f"at most {self.max:,.10g}"
        return self.text or ""


def _in_words(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


Amount = Annotated[Quantity, BeforeValidator(_in_words, json_schema_input_type=str | Quantity)]
"""A quantity, or only the source's words for it."""


class Claim(Record):
    """What a source says about a movement."""

    source: Id | None = None
    """The id of the source."""
    quote: Text | None = None
    """The source's words, at most 25 of them."""
    says: Text | None = None
    """The claim in the analyst's words."""
    by: Text | None = None
    """Who says so, when it is not the source itself."""
    polarity: Polarity = "affirm"
    """Whether the movement is affirmed or denied. A denial is shown and never drawn."""
    modality: Modality = "reported"
    """How the claimant knows, or whether it is only expected or wanted."""
    negation: Negation | None = None
    """In what way it is denied: said not to be so, withheld, refused, halted, doubted or banned."""
    words: Text | None = None
    """The source's own hedge, word for word, such as "reportedly"."""
    date: Edtf | None = None
    """When it was said, if not when the source was published."""
    when_words: Text | None = None
    """The source's own words for when it moved, such as "last month". `georoutes.check` reads them by the day
    on which the source was published; without that day they stay unresolved."""
    likelihood: Likelihood | None = None
    """The analyst's judgement of what is predicted, in a word of ICD 203; none when left out."""
    confidence: Literal["low", "moderate", "high"] | None = None
    """How well founded that judgement is (ICD 203); none when left out."""
    credibility: Literal["1", "2", "3", "4", "5", "6"] | None = None
    """Admiralty grade of the information, 1 (confirmed) to 6 (cannot be judged); none when left out."""
    about: Text | None = None
    """What the claim is about when no leg lists it, in words."""
    quantity: Amount | None = None
    """How much, as this claimant puts it."""
    disputes: tuple[Id, ...] = ()
    """Claims that this one denies or doubts."""
    conflicts_with: tuple[Id, ...] = ()
    """Claims whose figures or facts differ; a map shows them side by side."""
    superseded_by: Id | None = None
    """The claim that says what became of this prediction."""
    may_repeat: tuple[Id, ...] = ()
    """Claims that may tell of the same movement; nobody has settled it, so each keeps its own leg."""
    not_mapped: Text | None = None
    """Why no leg rests on this claim. It is listed with its reason."""
    checks: tuple[Assertion, ...] = ()
    """What the claim says of the geography, to be measured."""
    note: Text | None = None
    """For readers of the case."""

    @model_validator(mode="after")
    def _says_something(self) -> Claim:
        if self.quote is None and self.says is None:
            raise ValueError("a claim needs `quote` (the source's words) or `says` (your own)")
        if self.negation is not None and self.polarity != "deny":
            raise ValueError("`negation` says in what way a claim denies; it needs `polarity: deny`")
        return self
