"""All checks of a case, in the order in which a reader would ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from georoutes.checks import figures, form, geography, quotes, times, ways
from georoutes.errors import CaseError
from georoutes.locate import locate, settled_by_context
from georoutes.model.record import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gazetteer import Gazetteer
    from georoutes.model import Case

FINDING_COLUMNS = ("about", "check", "asserted", "measured", "verdict", "data")


def check(
    case: Case, *, texts: Mapping[str, str | bytes] | None = None, gazetteer: Gazetteer | None = None
) -> pd.DataFrame:
    """Look for what a careful reader of the case would ask about, and measure what its claims assert.

    Parameters
    ----------
    case
        A case that has been read, so that its form is right.
    texts
        The texts of sources, by the sources' ids, in which each quote is then looked for; bytes are UTF-8.
    gazetteer
        Where names are looked up; the bundled one when left out.

    Returns
    -------
    pandas.DataFrame
        One row for each finding, columns `FINDING_COLUMNS`; empty when there is none. ``verdict`` is
        ``agrees`` or ``differs`` for what was measured or looked up, ``wrong`` for what cannot be so,
        ``missing`` for what the case leaves open, and ``note``.

    Raises
    ------
    CaseError
        When a place cannot be settled, or a text is given for a source that is not in the case.

    Examples
    --------
    >>> from georoutes.model import Case
    >>> leg = {"from": [37.62, 55.75], "to": [30.52, 50.45], "mode": "air"}
    >>> check(Case(title="A flight", routes={"flight": {"legs": [leg]}}))["check"].tolist()
    ['rests on a claim', 'has a date']
    """
    for key in texts or {}:
        if key not in case.sources:
            raise CaseError(f"no source {key!r} in this case; {nearest(key, list(case.sources))}")
    places = locate(case, gazetteer=gazetteer)
    guesses = settled_by_context(case, gazetteer=gazetteer)
    findings = [
        *form.legs(case),
        *times.times(case),
        *ways.ways(case, places),
        *ways.places(case, places, guesses),
        *form.claims(case),
        *figures.figures(case),
        *form.sources(case),
        *form.places(case),
        *geography.assertions(case, places),
        *quotes.quotes(case, texts or {}),
    ]
    return pd.DataFrame(findings, columns=list(FINDING_COLUMNS))
