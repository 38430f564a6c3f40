"""The number that is painted on a freight container."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator
from stdnum import iso6346
from stdnum.exceptions import ValidationError as NumberError


def _container_number(text: str) -> str:
    try:
        number: str = iso6346.validate(text.replace("-", ""))
    except NumberError:
        raise ValueError(
            f"{text[:40]!r} is not a container's number (ISO 6346): four letters, of which the last is U, J, "
            "Z or R, and seven digits, of which the last is worked out from the rest"
        ) from None
    return number


ContainerNumber = Annotated[str, AfterValidator(_container_number)]
"""Number of a container after ISO 6346, such as ``CSQU3054383``; its check digit must be right."""
