"""Distil `outlines.npz` from the npm package world-atlas 2.0.2 (Natural Earth 1:10m, public domain).

Run by hand, once for each release of world-atlas::

    python -m gazetteer.outlines.distil .../world-atlas/package/countries-10m.json

The topology is kept as it is (shared arcs, quantised to 0.0036 degrees of longitude and 0.0017 of latitude),
so neighbours meet without a sliver; only names and numeric codes give way to ISO 3166-1 alpha-2 codes.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

TARGET = Path(__file__).with_name("outlines.npz")

# ISO 3166-1 numeric to alpha-2, for the units that world-atlas has.
_ALPHA2 = """
 004AF 008AL 010AQ 012DZ 016AS 020AD 024AO 028AG 031AZ 032AR 036AU 040AT 044BS 048BH 050BD 051AM
052BB 056BE 060BM 064BT 068BO 070BA 072BW 076BR 084BZ 086IO 090SB 092VG 096BN 100BG 104MM 108BI
112BY 116KH 120CM 124CA 132CV 136KY 140CF 144LK 148TD 152CL 156CN 158TW 170CO 174KM 178CG 180CD
184CK 188CR 191HR 192CU 196CY 203CZ 204BJ 208DK 212DM 214DO 218EC 222SV 226GQ 231ET 232ER 233EE
234FO 238FK 239GS 242FJ 246FI 248AX 250FR 258PF 260TF 262DJ 266GA 268GE 270GM 275PS 276DE 288GH
292GI 296KI 300GR 304GL 308GD 316GU 320GT 324GN 328GY 332HT 334HM 336VA 340HN 344HK 348HU 352IS
356IN 360ID 364IR 368IQ 372IE 376IL 380IT 384CI 388JM 392JP 398KZ 400JO 404KE 408KP 410KR 414KW
417KG 418LA 422LB 426LS 428LV 430LR 434LY 438LI 440LT 442LU 446MO 450MG 454MW 458MY 462MV 466ML
470MT 478MR 480MU 484MX 492MC 496MN 498MD 499ME 500MS 504MA 508MZ 512OM 516NA 520NR 524NP 528NL
531CW 533AW 534SX 540NC 548VU 554NZ 558NI 562NE 566NG 570NU 574NF 578NO 580MP 581UM 583FM 584MH
585PW 586PK 591PA 598PG 600PY 604PE 608PH 612PN 616PL 620PT 624GW 626TL 630PR 634QA 642RO 643RU
646RW 652BL 654SH 659KN 660AI 662LC 663MF 666PM 670VC 674SM 678ST 682SA 686SN 688RS 690SC 694SL
702SG 703SK 704VN 705SI 706SO 710ZA 716ZW 724ES 728SS 729SD 732EH 740SR 748SZ 752SE 756CH 760SY
762TJ 764TH 768TG 776TO 780TT 784AE 788TN 792TR 795TM 796TC 798TV 800UG 804UA 807MK 818EG 826GB
831GG 832JE 833IM 834TZ 840US 850VI 854BF 858UY 860UZ 862VE 876WF 882WS 887YE 894ZM
"""

# Units without a code of their own go with the country under whose code goods are declared there. This is
# for routing limits and says nothing about who owns what.
_UNCODED = {
    "Kosovo": "XK",
    "Somaliland": "SO",
    "N. Cyprus": "CY",
    "Cyprus U.N. Buffer Zone": "CY",
    "Dhekelia": "CY",
    "Akrotiri": "CY",
    "Baikonur": "KZ",
    "USNB Guantanamo Bay": "CU",
    "Indian Ocean Ter.": "AU",
    "Coral Sea Is.": "AU",
    "Clipperton I.": "FR",
}


def main(source: Path) -> None:
    """Write `outlines.npz` beside this script.

    Parameters
    ----------
    source
        ``countries-10m.json`` of world-atlas 2.0.2.
    """
    topology = json.loads(source.read_text(encoding="utf-8"))
    arcs = [np.array(arc, dtype=np.int32) for arc in topology["arcs"]]
    numeric = {row[:3]: row[3:] for row in _ALPHA2.split()}
    codes: list[str] = []
    names: list[str] = []
    rings: dict[str, list[tuple[int, int, list[int]]]] = {"countries": [], "land": []}
    for unit, geometry in enumerate(topology["objects"]["countries"]["geometries"]):
        name = geometry["properties"]["name"]
        codes.append(numeric[geometry["id"]] if "id" in geometry else _UNCODED.get(name, ""))
        names.append(name)
        rings["countries"] += _rings(geometry, unit)
    for geometry in topology["objects"]["land"]["geometries"]:
        rings["land"] += _rings(geometry, 0)
    tables: dict[str, Any] = {}
    for layer, rows in rings.items():
        tables[f"{layer}_unit"] = np.array([row[0] for row in rows], dtype=np.int16)
        tables[f"{layer}_polygon"] = np.array([row[1] for row in rows], dtype=np.int32)
        tables[f"{layer}_arcs"] = np.concatenate([row[2] for row in rows]).astype(np.int32)
        tables[f"{layer}_arc_count"] = np.array([len(row[2]) for row in rows], dtype=np.int32)
    np.savez_compressed(
        TARGET,
        x=np.concatenate([arc[:, 0] for arc in arcs]),  # still deltas within an arc: they compress best
        y=np.concatenate([arc[:, 1] for arc in arcs]),
        points=np.array([len(arc) for arc in arcs], dtype=np.int32),
        scale=np.array(topology["transform"]["scale"]),
        translate=np.array(topology["transform"]["translate"]),
        code=np.array(codes),
        name=np.array(names),
        **tables,
    )


def _rings(geometry: dict[str, Any], unit: int) -> list[tuple[int, int, list[int]]]:
    """Rows of (unit, polygon within the unit, arcs); the first ring of a polygon is its shell."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return [(unit, number, ring) for number, polygon in enumerate(polygons) for ring in polygon]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
