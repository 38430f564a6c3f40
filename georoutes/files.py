"""Files written whole or not at all."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from georoutes.errors import WriteError

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator


@contextmanager
def replacing(target: str | os.PathLike[str]) -> Iterator[Path]:
    """Give a path to write to; when all went well the file there takes the target's place.

    Parameters
    ----------
    target
        The file to write. One that is there is kept until the new one is whole; a link is followed.

    Yields
    ------
    pathlib.Path
        Where to write: the same name in a temporary folder beside the target.

    Raises
    ------
    WriteError
        When the target is something else than a file, or writing fails; nothing is left behind.

    Examples
    --------
    >>> with replacing("note.txt") as unfinished:
    ...     _ = unfinished.write_text("whole")
    >>> Path("note.txt").read_text()
    'whole'
    """
    try:
        real = Path(target).resolve()
        _refuse_what_is_no_file(real, target)
        with tempfile.TemporaryDirectory(dir=real.parent, prefix=".georoutes-") as folder:
            unfinished = Path(folder) / real.name
            yield unfinished
            unfinished.replace(real)
    except WriteError:
        raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise WriteError(f"{target}: cannot be written ({reason}); choose another name or folder") from error


def _refuse_what_is_no_file(real: Path, target: str | os.PathLike[str]) -> None:
    if real.exists() and not real.is_file():
        raise WriteError(f"{target}: this is not a file; choose another name")
