"""What an edge of the rail or road network can be, in one byte."""

from __future__ import annotations

from enum import IntFlag


class Flag(IntFlag):
    """Properties of an edge, as stored in the compiled data.

    ``HEALED``: joined by the build over a small gap. ``LINK``: drawn by hand, see ``missing_links.csv``.
    ``BORDER``: its ends lie in two countries. ``OPEN``: a border without regular checks. ``GAUGE``: the usual
    track gauge differs between the two countries. ``TRUNK``: part of a line in ``trunk_lines.csv``.
    """

    HEALED = 1
    LINK = 2
    BORDER = 4
    OPEN = 8
    GAUGE = 16
    TRUNK = 32
