"""What a claim says of the geography, in a form that can be measured."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from georoutes.model.record import CountryCode, PlaceReference, Record, Text

Unit = Literal["km", "mi", "nmi", "h", "days"]

_KEYS: dict[str, tuple[str, ...]] = {
    "distance": ("origin", "destination"),
    "distance to border": ("origin", "border"),
    "distance to coast": ("origin",),
    "length of border": ("border",),
    "in": ("origin", "region"),
    "travel time": ("origin", "destination", "mode"),
}
"""The keys that each kind needs; it takes no others but words and figures."""

_NAMES = {"origin": "from", "destination": "to"}


class Assertion(Record):
    """A distance, a length, a region or a time that a source states; `georoutes.check` measures it.

    Examples
    --------
    >>> near = {"kind": "distance", "from": "Dunay", "to": "Vladivostok", "value": 45, "unit": "km"}
    >>> Assertion.model_validate(near).figure
    '45 km'
    """

    kind: Literal[
        "distance", "distance to border", "distance to coast", "length of border", "in", "travel time"
    ]
    """What is asserted."""
    words: Text | None = None
    """The source's own words for it, such as "not too far"."""
    origin: PlaceReference | None = Field(default=None, alias="from")
    """The place that it is about, or where the way begins."""
    destination: PlaceReference | None = Field(default=None, alias="to")
    """The other place, or where the way ends."""
    border: Annotated[tuple[CountryCode, ...], Field(max_length=2)] = ()
    """One country (its land border with any other) or two (the border between them); ISO codes."""
    region: PlaceReference | None = None
    """The country or region that the place is said to lie in."""
    mode: Literal["sea", "rail", "road", "air"] | None = None
    """How the way was made."""
    value: Annotated[float, Field(ge=0)] | None = None
    """The figure that the source gives."""
    min: Annotated[float, Field(ge=0)] | None = None
    """The least that it allows."""
    max: Annotated[float, Field(ge=0)] | None = None
    """The most that it allows."""
    unit: Unit | None = None
    """Of the figures: kilometres, statute miles, nautical miles, hours or days."""

    @property
    def figure(self) -> str:
        """What is asserted as a number with its unit, or "" where there is none."""
        if self.value is not None:
            return f"{self.value:,.10g} {self.unit}"
        if self.min is not None and self.max is not None:
            return f"{self.min:,.10g} to {self.max:,.10g} {self.unit}"
        if self.min is not None:
            return f"at least {self.min:,.10g} {self.unit}"
        return f"at most {self.max:,.10g} {self.unit}" if self.max is not None else ""

    @model_validator(mode="after")
    def _has_what_its_kind_needs(self) -> Assertion:
        needed = _KEYS[self.kind]
        for key in ("origin", "destination", "border", "region", "mode"):
            given = getattr(self, key) not in {None, ()}
            name = _NAMES.get(key, key)
            if given and key not in needed:
                raise ValueError(f"a check of {self.kind!r} takes no `{name}`")
            if not given and key in needed:
                raise ValueError(f"a check of {self.kind!r} needs `{name}`")
        self._check_figures()
        return self

    def _check_figures(self) -> None:
        figures = [figure for figure in (self.value, self.min, self.max) if figure is not None]
        if not figures:
            if self.unit is not None:
                raise ValueError("`unit` needs a figure: `value`, `min` or `max`")
            if self.kind == "travel time":
                raise ValueError("a check of 'travel time' needs `value`, `min` or `max`")
            if self.words is None and self.kind != "in":
                raise ValueError("a check needs a figure (`value`, `min`, `max`) or the source's `words`")
            return
        if self.kind == "in":
            raise ValueError("a check of 'in' takes no figure")
        allowed = ("h", "days") if self.kind == "travel time" else ("km", "mi", "nmi")
        if self.unit not in allowed:
            raise ValueError(f"a check of {self.kind!r} needs `unit`, one of {', '.join(allowed)}")
        if self.value is not None and len(figures) > 1:
            raise ValueError("a check has `value`, or `min` and `max`")
        if self.min is not None and self.max is not None and self.max < self.min:
            raise ValueError(f"`max` ({self.max:g}) is less than `min` ({self.min:g})")
