"""What the feature codes of GeoNames mean here: a type of place, and how large such a thing usually is.

The codes are explained at https://www.geonames.org/export/codes.html. A code that is not in this table is
left out of an index: streets, farms, wells, churches, hotels, hills, forests, undersea ridges and all else
that no cargo begins, ends or passes at; former units and states, whose names would lead astray; and the
continents, which the supplement has.
"""

from __future__ import annotations

from typing import NamedTuple

TOWN = "P"
"""Class of all populated places; how large one is follows from its inhabitants."""

FEATURES = """
country          300  A.PCL A.PCLI A.PCLF
territory         50  A.PCLD A.PCLS A.PCLIX A.TERR A.LTER
admin            100  A.ADM1
admin             30  A.ADM2
admin             12  A.ADM3 A.ADMD
admin              5  A.ADM4 A.ADM5
zone              30  A.ZN A.ZNB L.RES L.RESN L.RESW L.RESF L.RESV L.MVA L.RNGA
region           150  L.RGN L.RGNE L.RGNH T.DSRT T.PLAT T.PLN
region            40  L.AREA L.CST L.OILF L.GASF L.COLF L.MNA L.TRB L.INDS T.PEN T.DLTA T.VAL T.VALS T.DPR
sea             2000  H.OCN
sea              300  H.SEA
sea              100  H.GULF
sea               15  H.BAY H.BAYS H.BGHT H.SD H.FJD H.FJDS H.ESTY H.LGN H.INLT
strait            20  H.STRT
strait             5  H.CHN H.CHNM H.CHNN H.NRWS
canal             30  H.CNL H.CNLN
river             20  H.STM H.STMC H.STMD H.STMA H.WAD
river              5  H.STMM
lake              10  H.LK H.LKN H.LKS H.LKSN H.RSV
island             8  T.ISL T.ATOL
island            50  T.ISLS
mountain          60  T.MTS
mountain           4  T.MT T.PK T.PKS T.VLC T.PASS
port               3  L.PRT H.HBR H.HBRX H.ANCH H.RDST H.DCKB S.FY S.LDNG S.QUAY S.PIER S.DCKY
airport            3  S.AIRP S.AIRF
military           5  L.MILB L.NVB S.AIRB S.INSM S.BRKS
spaceport         15  S.CTRS
station            1  S.RSTN S.RSTP S.RSD R.RJCT R.RYD
border-crossing    1  S.PSTB S.PSTC
site               3  T.CAPE
site               1  L.BTL S.SQR S.MNMT S.HSTS S.FT S.MN S.MNC S.MNFE S.OILR S.OILT S.PS S.PSN S.MFGM S.DPOF
site               1  S.DAM S.BDG
building         0.3  S.BLDG S.PAL S.GOVL S.DIP S.CSTL S.PRN
"""


class Feature(NamedTuple):
    """A type of place and the radius that it usually has, in km."""

    type: str
    radius_km: float


def _read(table: str) -> dict[str, Feature]:
    rows = [line.split() for line in table.strip().splitlines()]
    return {code: Feature(type_, float(km)) for type_, km, *codes in rows for code in codes}


_KNOWN = _read(FEATURES)
CLASSES = "ALHPRST"
"""The classes that the table has."""


def feature(class_: str, code: str) -> Feature | None:
    """Return what a class and a code of GeoNames mean here; None for what is left out.

    Examples
    --------
    >>> feature("A", "ADM1"), feature("H", "STRT"), feature("S", "CH")
    (Feature(type='admin', radius_km=100.0), Feature(type='strait', radius_km=20.0), None)
    >>> feature("P", "PPLX").type
    'town'
    """
    return Feature("town", 1.0) if class_ == TOWN else _KNOWN.get(f"{class_}.{code}")


def is_known(wanted: str) -> bool:
    """Whether a class ("P") or a code ("S.AIRP") names anything that an index can hold.

    Examples
    --------
    >>> is_known("P"), is_known("P.PPLC"), is_known("S.AIRP"), is_known("S.CH"), is_known("AIRP")
    (True, True, True, False, False)
    """
    return wanted in CLASSES or wanted.startswith(f"{TOWN}.") or wanted in _KNOWN
