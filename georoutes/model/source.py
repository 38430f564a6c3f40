"""A document that claims are taken from."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from georoutes.model.record import Edtf, Id, Record, Text


def _web_address(text: str) -> str:
    if not text.lower().startswith(("http://", "https://")) or any(sign.isspace() for sign in text):
        raise ValueError(f"{text[:80]!r} is not a web address; it must begin with https:// or http://")
    return text


WebAddress = Annotated[str, AfterValidator(_web_address)]


class Source(Record):
    """A document: who published what, when, and where it can be read."""

    type: Literal["news", "imagery", "statement", "report", "dataset", "other"] = "news"
    """What kind of document it is."""
    title: Text | None = None
    """Title as printed."""
    publisher: Text | None = None
    """Who published it."""
    author: tuple[Text, ...] = ()
    """Who wrote it."""
    published: Edtf | None = None
    """When it was published. Relative dates in the text mean nothing without it."""
    url: WebAddress | None = None
    """Where it can be read."""
    archived: WebAddress | None = None
    """Where a copy is kept."""
    accessed: Edtf | None = None
    """When it was read."""
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-fA-F]{64}$")] | None = None
    """Hash of the text as read, so that a later change shows."""
    lang: Text | None = None
    """Language, as a BCP 47 tag."""
    licence: Text | None = None
    """Terms of the document, not of the case."""
    reliability: Literal["A", "B", "C", "D", "E", "F"] | None = None
    """Admiralty grade of the source, A (reliable) to F (cannot be judged); none when left out."""
    note: Text | None = None
    """For readers of the case."""
    derived_from: tuple[Id, ...] = Field(default=())
    """Sources that it repeats: copies of one agency's report count once."""
