"""Online tiles by name: only those that are known, and only when asked for."""

from __future__ import annotations

from difflib import get_close_matches

import xyzservices.providers  # type: ignore[import-untyped] # it has no stubs; Folium installs it

from georoutes.errors import FrameError

USUAL = ("OpenStreetMap", "OpenTopoMap", "Esri WorldImagery")
"""Tiles that need no key, for whoever asks for something that is none."""

NEAR = 3
"""Names that a message suggests at most."""


def check_tiles(name: str | None) -> None:
    """Check that tiles are known by this name and need no key.

    Parameters
    ----------
    name
        A name as ``xyzservices`` has it; case, spaces and dots do not count. None asks for no tiles.

    Raises
    ------
    FrameError
        The name is not known, or its tiles need a key; the message names some that can be had.

    Examples
    --------
    >>> check_tiles("OpenStreetMap")
    >>> check_tiles("OpenTopMap")
    Traceback (most recent call last):
    georoutes.errors.FrameError: tiles: no online tiles are named 'OpenTopMap'; did you mean OpenTopoMap ...
    """
    if name is None:
        return
    # Folium knows this one by itself, without the "Mapnik" of its full name.
    free = {_bare("OpenStreetMap"): "OpenStreetMap"}
    keyed: set[str] = set()
    for full, tiles in xyzservices.providers.flatten().items():
        if tiles.requires_token():
            keyed.add(_bare(full))
        else:
            free[_bare(full)] = full.replace(".", " ")
    asked = _bare(name)
    if asked in free:
        return
    usual = f"among those that can be had are {', '.join(USUAL)}"
    if asked in keyed:
        raise FrameError(f"tiles: {name!r} needs a key, which every reader of the file would see; {usual}")
    near = [free[key] for key in get_close_matches(asked, list(free), n=NEAR)]
    advice = f"did you mean {' or '.join(near)}?" if near else usual
    raise FrameError(f"tiles: no online tiles are named {name!r}; {advice}")


def _bare(name: str) -> str:
    return "".join(character for character in name.lower() if character.isalnum())
