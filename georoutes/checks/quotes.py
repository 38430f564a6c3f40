"""Whether the quotes of a case stand in the texts of its sources, and whether the texts are those read."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from georoutes.checks.finding import Finding
from georoutes.errors import CaseError
from georoutes.quotes import find

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from georoutes.model import Case

_SHOWN = 60


def quotes(case: Case, texts: Mapping[str, str | bytes]) -> Iterator[Finding]:
    """Look each quote up in the text of its source, where that is given."""
    for key, given in texts.items():
        raw = given.encode("utf-8", "surrogatepass") if isinstance(given, str) else given
        yield _hash(case, key, raw)
        text = given if isinstance(given, str) else _decoded(key, raw)
        for claim_id, claim in case.claims.items():
            if claim.source == key and claim.quote:
                yield _quote(f"claim {claim_id}", claim.quote, text, f"text of {key}")


def _decoded(key: str, raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"the text of {key!r} is not in UTF-8 (byte {error.start}); save it as UTF-8"
        raise CaseError(message) from None


def _hash(case: Case, key: str, raw: bytes) -> Finding:
    digest = hashlib.sha256(raw).hexdigest()
    known = case.sources[key].sha256
    if known is None:
        return Finding(f"source {key}", "text as read", "no `sha256`", digest, "missing", "text given")
    same = known.lower() == digest
    return Finding(
        f"source {key}", "text as read", known.lower(), digest, "agrees" if same else "differs", "text given"
    )


def _quote(about: str, quote: str, text: str, data: str) -> Finding:
    shown = quote if len(quote) <= _SHOWN else quote[: _SHOWN - 1] + "…"
    found = find(quote, text)
    if found is None:
        return Finding(about, "quote stands in the text", shown, "not there", "wrong", data)
    where = f"line {found.line}, characters {found.start} to {found.end}"
    if found.exact:
        return Finding(about, "quote stands in the text", shown, where, "agrees", data)
    return Finding(
        about, "quote stands in the text", shown, f"altered; {where}: {found.words}", "differs", data
    )
