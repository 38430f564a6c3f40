"""Every colour of the page stands out from what lies behind it: lines 3:1, text 4.5:1, by day and by night."""

import re

import pytest

from georoutes.maps.page import asset

MODES = ("sea", "rail", "road", "air", "river", "unknown", "plain")
LINES = [(line, ground) for line in (*MODES, "ink") for ground in ("land", "water", "paper")]
TEXTS = [
    ("ink", "paper"), ("ink", "hover"), ("ink", "warn"), ("soft", "paper"), ("soft", "hover"), ("accent", "paper"), ("deny", "paper"),
    ("accent", "hover"), ("on-ink", "ink"), ("country", "land"), ("country", "water"),
]  # fmt: skip


def scheme(name: str) -> dict[str, str]:
    blocks = re.findall(r":root[^{]*\{(.*?)\}", asset("page.css"), re.DOTALL)
    light, dark = (dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block)) for block in blocks[:2])
    assert light.keys() == dark.keys()
    return light if name == "light" else dark


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dim, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_contrast(name: str) -> None:
    colours = scheme(name)
    for pairs, least in ((LINES, 3), (TEXTS, 4.5)):
        for one, other in pairs:
            assert contrast(colours[one], colours[other]) >= least, (one, other)
