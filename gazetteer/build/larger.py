"""Compile a larger index: the bundled one and what the full dump of GeoNames has beyond it."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from gazetteer.build import dump, korean
from gazetteer.build.dump import Choice, DumpError, Reader
from gazetteer.build.writer import write_index
from gazetteer.index import BUNDLED_INDEX, Index

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def compile_larger_index(  # noqa: PLR0913 - two files, and by name what to keep and whom to tell
    target: Path,
    places: Path,
    *,
    alternate_names: Path | None = None,
    choice: Choice | None = None,
    bundled: Path = BUNDLED_INDEX,
    most_faulty: int = 100,
    progress: Callable[[str], None] = lambda _: None,
    tell: Callable[[int, int], None] = lambda _, __: None,
) -> None:
    """Compile an index from the full dump of GeoNames into a file, which appears only when it is whole.

    All that the bundled index holds is in the new one as it is; what the dump knows of the same places is
    added to their names.

    Parameters
    ----------
    target
        The file to write; an older one is replaced.
    places
        ``allCountries.txt``, or the zip archive that holds it.
    alternate_names
        ``alternateNamesV2.txt`` or its archive, which says how good a name is.
    choice
        Which lines to keep; all that `gazetteer.build.features` knows by default.
    bundled
        The index to enlarge; the one in the package by default.
    most_faulty
        How many lines of a file may be faulty. They are left out.
    progress
        Called with a line of text now and then.
    tell
        Called with the bytes of a file that are read, and those that there are.

    Raises
    ------
    DumpError
        If a file cannot be read, or too many of its lines are faulty, or the target is one of them.
    IndexFileError
        If the bundled index is missing or damaged, or the new one cannot be written.
    """
    readers = [Reader(places, dump.PLACE_FIELDS, most_faulty, progress, tell)]
    if alternate_names is not None:
        readers.append(Reader(alternate_names, dump.NAME_FIELDS, most_faulty, progress, tell))
    for reader in readers:
        if reader.path.resolve() == target.resolve():
            raise DumpError(f"{target}: this is the file that is read; name another one with -o")
    with closing(Index(bundled)):  # it says what is wrong with it before an hour's work
        meta = {
            "sources": "GeoNames (CC BY 4.0), Natural Earth (public domain), georoutes supplement (CC0)",
            "larger": "with " + ", ".join(reader.path.name for reader in readers),
        }
    write_index(
        map(korean.with_other_spellings, dump.places(readers[0], choice or Choice())),
        target,
        meta=meta,
        progress=progress,
        larger_than=bundled,
        more_names=dump.names(readers[1]) if readers[1:] else (),
    )
    for reader in readers:
        if reader.faulty:
            progress(f"{reader.path}: {reader.faulty} of {reader.line:,} lines were faulty and are left out")
