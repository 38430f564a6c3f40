"""The words that say what kind of administrative unit a name means: to take them off, and to put them on."""

from __future__ import annotations

import re

from gazetteer.names import fold

# What English calls the first-level units of a country, the commonest word first.
_FIRST_LEVEL = {
    "Governorate Province": "BH EG IQ JO KW LB OM PS SY TN YE",
    "Oblast Region": "BG KG UA",
    "Region Oblast": "KZ RU",
    "State": "AT AU BR DE IN MM MX MY NG SD SS US VE",
    "County": "AL EE HR HU KE LR LT NO RO SE",
    "Department": "BJ BO CG CO GT HN HT NI PY SV UY",
    "District": "AZ BW CY IL LS LY MD PT RS SR",
    "Prefecture": "CF JP",
    "Canton": "CH",
    "Emirate": "AE",
    "Voivodeship Province": "PL",
    "Parish": "AG BB DM GD JM",
    "Municipality": "LV ME MK QA SI TL",
    "Division": "BD",
    "": "AD FR GB GR IE IS LI LU MC SM TT TW US ZA",
}
_SECOND_LEVEL = {
    "County": "IE IR PL",
    "Raion District": "UA",
    "Regency": "ID",
    "Province": "ES IT PE PH",
    "Prefecture": "CN",
    "Municipality": "BR CO CU DK FI GT HN MX NL NO PT SE VE",
    "Canton": "CR EC",
    "Department": "AR FR",
    "": "AU CA DE GB JP KR RO US",
}
# First-level units that are a city and no more: nobody speaks of the Moscow Region and means the city.
_CITIES = """
    AM.11 AR.07 AT.09 AZ.09 BE.BRU BY.04 CD.06 CF.18 CG.12 CG.15 CN.22 CN.23 CN.28 CN.33 CO.34 CZ.52
    DE.03 DE.04 DE.16 DJ.07 ET.44 GE.51 GN.04 GW.11 HU.05 ID.04 KG.01 KP.12 KP.14 KP.18 KR.10 KR.11
    KR.12 KR.15 KR.18 KR.19 KR.21 KR.22 KZ.02 KZ.05 KZ.1537272 LV.25 MD.57 MM.18 MN.20 MX.09 MY.14 MY.15
    MY.17 NE.08 NO.12 PE.LMA PK.08 PY.22 RO.10 RU.48 RU.66 TD.21 TH.40 TJ.04 TM.S UA.12 UA.20 US.DC
    UZ.13 VN.01 VN.13 VN.20 VN.78 VN.87 YE.02
"""
_CITY_UNITS = frozenset(_CITIES.split())
_OTHERWISE = (["Province", "Region"], ["District"])
_WORDS = tuple(
    {code: words.split() for words, codes in level.items() for code in codes.split()}
    for level in (_FIRST_LEVEL, _SECOND_LEVEL)
)

_LAST = """
    province governorate region state county parish borough municipality municipio department
    district prefecture canton emirate voivodeship division oblast oblisi oblysy kray krai okrug
    rayon raion rajon regency sheng diqu shi xian meng zizhizhou ken gun si gu ilcesi ili league
    audany tumani kommun lan fylke megye maakond judet apskritis woreda kommune kunta
"""
_LAST_WORDS = frozenset(_LAST.split()) | {
    "census area",
    "autonomous okrug",
    "autonomous prefecture",
    "sub county",
    "city and borough",
}
_FIRST = """
    the province region regency republic state governorate county department district city
    municipality municipio comuna provincia departamento departement estado wilaya wilayat muhafazat
    mudiriyat nahiyat qada ostan shahrestan markaz kabupaten kota judet amphoe changwat tinh huyen
    quan powiat wojewodztwo landkreis regierungsbezirk bezirk okres obshtina opcina distrito rayon
    raion arrondissement commune cercle
"""
_FIRST_WORDS = frozenset(_FIRST.split()) | {
    "city and borough",
    "thi xa",
    "thanh pho",
    "libero consorzio comunale",
    "ostan e",
    "shahrestan e",
}
_LINKS = frozenset({"of", "de", "di", "du", "des", "del", "della", "la", "da", "do", "dos", "e"})
_ELIDED = re.compile("^(?:d|l|dell)['\u2019](?=\\w)", re.IGNORECASE)
_SEPARATOR = re.compile(r"[ -]")
_LONGEST_PHRASE = 3
_SHORTEST = 3

# What is left of "Eastern Province" is no name.
_NONE = """
    north south east west central centre center upper lower northern southern eastern western
    northwest northeast southwest southeast northwestern northeastern southwestern southeastern
    coast lake lakes river hills capital national federal free special islands mountain highland
    highlands littoral plateau savanes extreme far middle maritime inner outer new old
"""
_NO_NAMES = frozenset(_NONE.split())
_NUMBERED = frozenset({"sector", "district", "region", "zone", "ward", "no", "division", "area"})


def bare(name: str) -> str:
    """Return a unit's name without the words that say what kind of unit it is.

    Examples
    --------
    >>> bare("Laurel County"), bare("Kabupaten Bogor"), bare("Yulin Shi"), bare("Département du Calvados")
    ('Laurel', 'Bogor', 'Yulin', 'Calvados')
    >>> bare("Free State"), bare("Northern Province"), bare("Yōka-gun"), bare("Provincia dell'Aquila")
    ('Free State', 'Northern Province', 'Yōka', 'Aquila')
    """
    rest = _without_last(_without_first(name))
    key = fold(rest)
    is_name = len(key) >= _SHORTEST and not set(key.split()) <= _NO_NAMES | _LINKS
    return rest if is_name else name


def is_only_words(name: str) -> bool:
    """Whether a name says nothing but what kind of unit it means, and which of several by number or quarter.

    Examples
    --------
    >>> is_only_words("Sector 3"), is_only_words("Northwest"), is_only_words("Sector Reform")
    (True, True, False)
    """
    words = fold(name).split()
    return all(word in _NO_NAMES or word in _NUMBERED or word.isdigit() for word in words)


def words_for(code: str) -> list[str]:
    """Return what English calls a unit of this code and those beside it, the commonest word first.

    Examples
    --------
    >>> words_for("SY.12"), words_for("GB.ENG"), words_for("TR.34.7732462"), words_for("RU.48")
    (['Governorate', 'Province'], [], ['District'], ['City'])
    """
    country, *units = code.split(".")
    level = len(units)
    if code in _CITY_UNITS:
        return ["City"]
    return _WORDS[level - 1].get(country, _OTHERWISE[level - 1])


def _without_first(name: str) -> str:
    words = name.split(" ")
    for count in range(min(_LONGEST_PHRASE, len(words) - 1), 0, -1):
        if fold(" ".join(words[:count])) in _FIRST_WORDS:
            words = words[count:]
            while len(words) > 1 and fold(words[0]) in _LINKS:
                words = words[1:]
            return _ELIDED.sub("", " ".join(words))
    return name


def _without_last(name: str) -> str:
    starts = [match.start() for match in _SEPARATOR.finditer(name)]
    for start in starts[-_LONGEST_PHRASE:]:
        if start and fold(name[start:]) in _LAST_WORDS:
            return name[:start]
    return name
