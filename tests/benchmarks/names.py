"""How well names are found in their own script, when the data lack that name, and misspelt.

Run it as a program: ``python tests/benchmarks/names.py``; it compiles a second index, which takes a minute.
Asked are the names that GeoNames lists for towns of more than 15,000 people, with their country given. *Held
out* is an index in which the places of these countries have no name in that script at all. A hit is the town
itself as the first answer; "spot" also counts what lies within 10 km of it, such as the district named after it.
A misspelt name cannot tell namesakes apart, so there "name" counts any place of the country that bears the name.
"""

import random
import statistics
import tempfile
import time
import unicodedata
from collections import defaultdict
from itertools import chain
from pathlib import Path

from gazetteer import Gazetteer
from gazetteer.build import geonames, korean, supplement, units
from gazetteer.build.cldr import with_country_names
from gazetteer.build.demonyms import with_demonyms
from gazetteer.build.records import NameKind
from gazetteer.build.writer import write_index
from gazetteer.names import fold
from gazetteer.scoring import is_one_spot

ARAB = ["AE", "BH", "DJ", "DZ", "EG", "IQ", "JO", "KW", "LB", "LY", "MA", "MR", "OM", "PS", "QA", "SA", "SD", "SO", "SY", "TD", "TN", "YE"]  # fmt: skip
GROUPS = [
    ("Cyrillic, Russia", "CYRILLIC", ["RU"]),
    ("Cyrillic, Ukraine", "CYRILLIC", ["UA"]),
    ("Hangul, both Koreas", "HANGUL", ["KP", "KR"]),
    ("Chinese, China", "CJK", ["CN"]),
    ("Arabic, Arab countries", "ARABIC", ARAB),
]
LEAST_POPULATION = 15_000
MOST = 1500
SEED = 20261121
SHORTEST_MISSPELT = 6
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def script(name):
    """Return the first word of the Unicode name of the first letter, such as "HANGUL"."""
    letter = next(filter(str.isalpha, name), "")
    return unicodedata.name(letter, "").partition(" ")[0] if letter else ""


def held_out(records):
    """Yield the places without their names in the script of their group."""
    scripts = defaultdict(set)
    for _, name, countries in GROUPS:
        for country in countries:
            scripts[country].add(name)
    for place in records:
        left_out = set().union(*(scripts.get(country, set()) for country in place.country.split("|")))
        names = tuple(pair for pair in place.names if script(pair[0]) not in left_out)
        yield type(place)(
            **{field: getattr(place, field) for field in place.__dataclass_fields__} | {"names": names}
        )


def hits(gazetteer, asked):
    """Return the shares of names whose town, or its spot, comes first, of those that are sure, and the time."""
    first = spot = named = sure = wrong = 0
    times = []
    for name, country, place in asked:
        started = time.perf_counter()
        found = gazetteer.search(name, country=country, limit=3)
        times.append(time.perf_counter() - started)
        if not found:
            continue
        best = found[0]
        near = best.place.id == place or is_one_spot(best.place, gazetteer.get(place))
        first += best.place.id == place
        named += fold(gazetteer.get(place).name) in {fold(best.name), fold(best.place.name)}
        spot += near
        sure += best.score >= 0.8
        wrong += best.score >= 0.8 and not near
    n = len(asked)
    return first / n, spot / n, named / n, sure / n, wrong / max(1, sure), statistics.median(times)


def show(title, gazetteer, asked):
    """Print one row."""
    first, spot, named, sure, wrong, seconds = hits(gazetteer, asked)
    print(
        f"{title:45} n {len(asked):5}  hit@1 {first:.3f}  spot@1 {spot:.3f}  name@1 {named:.3f}  "
        f"sure {sure:.2f} of these wrong {wrong:.3f}  {seconds * 1000:6.2f} ms"
    )


def misspelt(name, rng):
    """Return a name with one letter lost, added, wrong, or swapped with the next."""
    while True:
        at = rng.randrange(len(name))
        slip = rng.choice(["lost", "added", "wrong", "swapped"])
        letter = rng.choice(LETTERS)
        if slip == "lost":
            other = name[:at] + name[at + 1 :]
        elif slip == "added":
            other = name[:at] + letter + name[at:]
        elif slip == "wrong":
            other = name[:at] + letter + name[at + 1 :]
        else:
            other = name[:at] + name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :]
        if other.casefold() != name.casefold():
            return other


def main():
    """Print all figures."""
    rng = random.Random(SEED)
    folder = geonames.data_directory()
    packaged = with_country_names(chain(geonames.places(folder), units.places()))
    records = list(with_demonyms(supplement.merged(packaged, supplement.directory())))
    towns = [place for place in records if place.type == "town" and place.population > LEAST_POPULATION]
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / "held_out.sqlite"
        write_index(
            map(korean.with_other_spellings, held_out(records)), path, meta={}, progress=lambda _: None
        )
        with Gazetteer() as whole, Gazetteer(path) as without:
            for title, name, countries in GROUPS:
                asked = [
                    (text, place.country, place.id)
                    for place in towns
                    if place.country in countries
                    for text, kind in place.names
                    if script(text) == name and kind == NameKind.OFFICIAL
                ]
                asked = sorted(rng.sample(asked, min(MOST, len(asked))))
                show(f"{title}, name in the data", whole, asked)
                show(f"{title}, held out", without, asked)
            long = [
                place for place in records if place.type == "town" and len(place.name) >= SHORTEST_MISSPELT
            ]
            asked = [(misspelt(place.name, rng), place.country, place.id) for place in rng.sample(long, MOST)]
            show("one letter wrong, any town", whole, asked)
            large = [place for place in towns if len(place.name) >= SHORTEST_MISSPELT]
            asked = [
                (misspelt(place.name, rng), place.country, place.id) for place in rng.sample(large, MOST)
            ]
            show("one letter wrong, town > 15,000", whole, asked)


if __name__ == "__main__":
    main()
