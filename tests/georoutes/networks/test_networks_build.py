"""The steps of the build on small made-up graphs."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse.csgraph import connected_components, dijkstra

from georoutes.errors import NoPathError
from georoutes.networks.build import inputs
from georoutes.networks.build.borders import split_at_borders
from georoutes.networks.build.chains import prune
from georoutes.networks.build.edges import geodesic_km, simplify
from georoutes.networks.build.gauges import split_by_gauge
from georoutes.networks.build.heal import Link, add_links, heal_components, heal_dead_ends, read_links
from georoutes.networks.build.literals import locate, parse_graph
from georoutes.networks.build.pack import pack
from georoutes.networks.build.tagging import mark_borders, read_countries, smooth, tag_nodes
from georoutes.networks.build.trunk import GAUGES, LENGTHS, Line, correct_lengths, mark_trunk, read_lines
from georoutes.networks.build.water import over_water
from georoutes.networks.flags import Flag
from georoutes.networks.graph import LandGraph
from georoutes.networks.overland import Overland
from georoutes.networks.rail import PROFILE

KM = 1 / 111.19  # a kilometre in degrees of latitude, near enough


def chain(
    lon: float, lats: list[float], first: int
) -> tuple[list[tuple[float, float]], list[tuple[int, int]]]:
    points = [(lon, lat) for lat in lats]
    return points, [(first + i, first + i + 1) for i in range(len(points) - 1)]


def graph_of(*lines: tuple[float, list[float]]):
    """Edges of north-south lines that do not touch."""
    points, pairs = [], []
    for lon, lats in lines:
        p, e = chain(lon, lats, len(points))
        points += p
        pairs += e
    lonlat = np.array(points)
    tail, head = np.array(pairs).T
    return simplify(lonlat, tail, head, np.abs(lonlat[tail, 1] - lonlat[head, 1]) / KM)


def everywhere(edges, code="FR"):
    return np.full(len(edges.lonlat), code)


def network(edges, codes=None):
    codes = everywhere(edges) if codes is None else codes
    chains = prune(edges, np.zeros(len(edges.lonlat), dtype=bool))
    chains = chains._replace(edges=mark_borders(chains.edges, codes[chains.node]))
    return Overland(LandGraph.of(pack(chains, codes[chains.node], [])), PROFILE)


def test_parallel_edges_are_not_summed():
    # scipy.sparse.csr_matrix adds up entries of the same pair: 4 and 5 km would become 9
    edges = simplify(np.zeros((2, 2)), [0, 0, 1], [1, 1, 0], [5.0, 4.0, 6.0])
    assert dijkstra(edges.matrix(), indices=0)[1] == 4.0


def test_self_loops_go_and_zero_lengths_survive_sparse_sums():
    edges = simplify(np.zeros((2, 2)), [0, 0], [0, 1], [0.0, 0.0])
    assert edges.km.tolist() == [0.001]
    assert edges.matrix().nnz == 2


def test_literals_are_read_without_running_them():
    raw = parse_graph(b"\nfrom x import y\ngraph=[{1: 2.5}, {0: 2.5}]\nnodes=[[1, 2], [3, -4.5]]\nz = 1\n")
    assert raw.lonlat.tolist() == [[2.0, 1.0], [-4.5, 3.0]]
    assert raw.km.tolist() == [2.5, 2.5]


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"graph=[{1: 2.5}]\n",
        b"graph=[{1: f()}]\nnodes=[[1, 2]]\n",
        b"graph=[{0: 1}]\nnodes=[[1, 2], [3, 4]]\n",
    ],
)
def test_an_unknown_format_is_refused(text):
    with pytest.raises(ValueError, match="scgraph-data"):
        parse_graph(text)


def test_a_missing_package_is_named():
    with pytest.raises(FileNotFoundError, match="no_such_package_here"):
        locate("no_such_package_here", "x.py")


def test_pruning_keeps_length_shape_and_both_of_two_parallel_lines():
    # 0-1-2-3 and 0-4-3: two lines between the same junctions; 5 hangs on each junction
    lonlat = np.array([(0, 0), (0, 1), (0, 2), (0, 3), (1, 1.5), (-1, 0), (-1, 3)], dtype=float)
    edges = simplify(
        lonlat, [0, 1, 2, 0, 4, 0, 3], [1, 2, 3, 4, 3, 5, 6], [1.0, 2.0, 3.0, 10.0, 11.0, 1.0, 1.0]
    )
    chains = prune(edges, np.zeros(7, dtype=bool))
    assert chains.edges.km.sum() == pytest.approx(edges.km.sum())
    assert len(chains.shape) + len(chains.node) == 7
    assert sorted(chains.edges.km.tolist()) == [1.0, 1.0, 3.0, 3.0, 21.0]
    far = dijkstra(chains.edges.matrix(), indices=int(np.flatnonzero(chains.node == 0)[0]))
    assert far[int(np.flatnonzero(chains.node == 3)[0])] == 6.0


def test_pruning_keeps_a_ring_without_junctions():
    lonlat = np.array([(0, 0), (0, 1), (1, 1), (1, 0)], dtype=float)
    edges = simplify(lonlat, [0, 1, 2, 3], [1, 2, 3, 0], [1.0, 1.0, 1.0, 1.0])
    assert prune(edges, np.zeros(4, dtype=bool)).edges.km.sum() == pytest.approx(4.0)


def test_gaps_are_healed_up_to_the_limit_and_never_over_a_border():
    edges = graph_of((2.0, [48.0, 48.1]), (2.0, [48.1 + 2 * KM, 48.3]), (2.0, [48.3 + 3 * KM, 48.5]))
    healed = heal_components(edges, everywhere(edges))
    assert connected_components(healed.matrix(), directed=False)[0] == 2
    assert (healed.flags == Flag.HEALED).sum() == 1
    codes = np.array(["FR", "FR", "BE", "BE", "FR", "FR"])
    assert len(heal_components(edges, codes).km) == len(edges.km)


def test_no_gap_is_bridged_to_another_shore():
    # Sicily and Calabria; either side of Rajin's bay, where the line keeps to the shore; the middle of France
    lonlat = np.array(
        [(15.56, 38.19), (15.64, 38.22), (130.277, 42.224), (130.256, 42.208), (2, 47), (2, 47.02)]
    )
    pairs = np.array([(0, 1), (2, 3), (4, 5)])
    assert over_water(lonlat, pairs, np.array([7.7, 2.5, 2.2])).tolist() == [True, False, False]


def test_a_short_link_meets_the_nodes_it_was_drawn_to():
    edges = graph_of((2.0, [48.0, 48.1, 48.2]), (2.0, [48.2 + 3 * KM, 48.3]))
    ends_ = np.array([(2.0, 48.2), (2.0, 48.2 + 3 * KM)])
    joined = add_links(edges, [Link("bridge", "note", ends_, 3.0)])
    assert connected_components(joined.matrix(), directed=False)[0] == 1
    assert len(joined.lonlat) == len(edges.lonlat)


def test_a_short_link_out_of_the_data_keeps_its_free_end():
    edges = graph_of((2.0, [48.0, 48.1]))
    longer = add_links(edges, [Link("causeway", "note", np.array([(2.0, 48.1), (2.0, 48.13)]), 4.0)])
    assert len(longer.lonlat) == 3
    assert longer.km[longer.flags == Flag.LINK].tolist() == [4.0]


def test_facing_dead_ends_are_joined_when_the_way_round_is_absurd():
    # a line cut in its middle, whose halves hang together by a long way round
    lonlat = np.array([(0, 0), (0, 0.5), (0, 0.5 + KM), (0, 1), (3, 0.5)], dtype=float)
    edges = simplify(lonlat, [0, 2, 0, 3], [1, 3, 4, 4], [55.0, 54.0, 350.0, 350.0])
    healed = heal_dead_ends(edges, everywhere(edges))
    assert dijkstra(healed.matrix(), indices=0)[3] == pytest.approx(110, abs=1)
    near = simplify(lonlat, [0, 2, 0, 3], [1, 3, 4, 4], [10.0, 10.0, 10.0, 10.0])
    assert len(heal_dead_ends(near, everywhere(near)).km) == 4


def test_dead_ends_that_point_at_each_other_are_joined_over_a_wide_gap_and_others_are_not():
    # two lines that face each other over 6 km, their halves joined by a long way round
    gap = 6 * KM
    lonlat = np.array([(0, 0), (0, 0.5), (0, 0.5 + gap), (0, 1), (3, 0.5)], dtype=float)
    cut = simplify(lonlat, [0, 2, 0, 3], [1, 3, 4, 4], [55.0, 50.0, 350.0, 350.0])
    assert heal_dead_ends(cut, everywhere(cut)).flags.tolist().count(Flag.HEALED) == 1
    aside = lonlat.copy()
    aside[2:4] = [(gap, 0.5), (1, 0.5)]  # the second line leaves to the side
    turned = simplify(aside, [0, 2, 0, 3], [1, 3, 4, 4], [55.0, 110.0, 350.0, 350.0])
    assert not (heal_dead_ends(turned, everywhere(turned)).flags & Flag.HEALED).any()


def test_a_line_that_ends_just_short_of_another_is_joined_to_it_and_a_siding_is_not():
    main = [(x, 0.0) for x in (-3.0, -1.0, 0.0, 1.0, 3.0)]
    for length, count in ((0.5, 1), (3 * KM, 0)):
        lonlat = np.array([*main, (0.0, KM), (0.0, KM + length), (9.0, 9.0), (-9.0, 9.0)])
        tail, head = [0, 1, 2, 3, 5, 6, 0, 6], [1, 2, 3, 4, 6, 7, 7, 8]
        edges = simplify(lonlat, tail, head, [222, 111, 111, 222, length / KM, 900, 900, 900])
        assert heal_dead_ends(edges, everywhere(edges)).flags.tolist().count(Flag.HEALED) == count


def test_a_link_is_attached_at_one_end_and_ends_free_at_the_other():
    edges = graph_of((2.0, [48.0, 48.1]))
    link = Link("branch", "note", np.array([(2.0, 48.1), (2.1, 48.1), (2.2, 48.1)]), 20.0)
    longer = add_links(edges, [link])
    assert len(longer.lonlat) == 4
    assert longer.km[longer.flags == Flag.LINK].sum() == pytest.approx(20.0)
    assert connected_components(longer.matrix(), directed=False)[0] == 1


def test_countries_are_tagged_and_short_excursions_undone():
    lonlat = np.array([(2.35, 48.85), (13.4, 52.5), (-25.0, 40.0)])
    assert tag_nodes(lonlat).tolist() == ["FR", "DE", "FR"]  # at sea: as the nearest on land
    edges = graph_of((7.5, [48.0, 48.3, 48.31, 48.32, 48.6]))
    codes = np.array(["FR", "FR", "DE", "FR", "FR"])
    assert smooth(edges, codes).tolist() == ["FR"] * 5
    assert smooth(edges, np.array(["FR", "FR", "DE", "DE", "DE"])).tolist() == ["FR", "FR", "DE", "DE", "DE"]


def test_borders_are_cut_where_the_outlines_have_them():
    # Strasbourg to Offenburg; the Rhine is at 7.8 degrees east
    lonlat = np.array([(7.73, 48.585), (7.95, 48.47)])
    edges, codes = split_at_borders(simplify(lonlat, [0], [1], [20.0]), np.array(["FR", "DE"]))
    assert edges.km.sum() == pytest.approx(20.0, abs=0.01)
    assert codes.tolist() == ["FR", "DE", "FR", "DE"]
    assert edges.lonlat[2, 0] == pytest.approx(7.81, abs=0.03)
    marked = mark_borders(edges, codes)
    assert [bool(f & Flag.BORDER) for f in marked.flags] == [km < 0.01 for km in marked.km]
    assert all(f & Flag.OPEN for f in marked.flags if f & Flag.BORDER)


def gauged(*codes: str, pairs=((0, 1), (1, 2)), lonlat=((0.0, 0.0), (0.0, 1.0), (0.0, 2.0))):
    tail, head = np.array(pairs).T
    points = np.array(lonlat)
    edges = simplify(points, tail, head, np.round(geodesic_km(points, tail, head)))
    return split_by_gauge(edges, np.array(codes), "rail", print)


def test_where_the_gauge_changes_a_metre_is_flagged():
    split = gauged("RU", "CN", "CN")
    breaks = split.edges.flags & Flag.GAUGE > 0
    assert split.edges.km[breaks].tolist() == [0.001]
    assert sorted(split.gauge[[split.edges.tail[breaks][0], split.edges.head[breaks][0]]]) == [1435, 1520]
    assert split.edges.km.sum() == pytest.approx(222.001, abs=1.0)


@pytest.mark.parametrize("codes", [("RU", "FI", "FI"), ("FR", "BE", "BE"), ("AF", "IR", "IR"), ("", "", "")])
def test_no_break_where_trains_run_through_or_nothing_is_known(codes):
    assert not (gauged(*codes).edges.flags & Flag.GAUGE).any()


def test_a_road_has_no_gauge():
    edges = graph_of((0.0, [0.0, 1.0]))
    assert split_by_gauge(edges, np.array(["RU", "CN"]), "road", print).gauge.tolist() == [0, 0]


def test_a_line_of_two_gauges_carries_a_train_of_either_and_changes_neither():
    # Khasan - Tumangang - Rajin, and a line on into Korea: from Russia to Rajin without a break, beyond it with one
    lonlat = ((130.646, 42.5), (130.646, 42.428), (130.622, 42.418), (130.286, 42.251), (130.2, 42.1))
    split = gauged("RU", "RU", "KP", "KP", "KP", pairs=((0, 1), (1, 2), (2, 3), (3, 4)), lonlat=lonlat)
    cost = np.where(split.edges.flags & Flag.GAUGE > 0, 1000.0, split.edges.km)
    start = int(np.flatnonzero(split.edges.lonlat[:, 1] == 42.5)[0])
    far = dijkstra(split.edges.matrix(cost), indices=start)
    assert far[split.edges.lonlat[:, 1] == 42.251].min() == pytest.approx(8 + 2 + 33, abs=1)
    assert far[split.edges.lonlat[:, 1] == 42.1].min() == pytest.approx(8 + 2 + 33 + 18 + 1000, abs=1)


def test_known_lengths_stretch_a_line_and_leave_another_alone():
    edges = graph_of((2.0, [48.0, 48.5, 49.0]))
    line = Line("line", np.array([(2.0, 48.0), (2.0, 49.0)]), km=114.0)
    assert correct_lengths(edges, [line], print).km.sum() == pytest.approx(114.0)
    said: list[str] = []
    assert correct_lengths(edges, [line._replace(km=150.0)], said.append).km.sum() == edges.km.sum()
    assert said == ["line: 150 km known, 111 km in the data; left as it is"]


def test_trunk_lines_are_marked_but_not_their_spurs():
    lonlat = np.array([(0, 0), (0, 1), (0, 2), (0.1, 1)], dtype=float)
    edges = simplify(lonlat, [0, 1, 1], [1, 2, 3], [111.0, 111.0, 11.0])
    said: list[str] = []
    marked = mark_trunk(
        edges, [Line("line", np.array([(0, 0), (0.1, 1), (0, 2), (40, 2)], dtype=float))], said.append
    )
    assert marked.flags.tolist() == [Flag.TRUNK, Flag.TRUNK, 0]
    assert len(said) == 1
    assert "station 3 to 4" in said[0]


def test_a_place_snaps_to_the_part_that_reaches_the_other_end(place, checked):
    # an island of track 0.5 km from the place, the main line 3 km from it
    edges = graph_of((2.0, [48.0, 48.5, 49.0]), (2.035, [48.02, 48.03]))
    a, b = place("A", 48.025, 2.041, "FR"), place("B", 49.0, 2.0, "FR")
    path = checked(network(edges).path(a, b), a, b)
    assert path.spans[0].length_km == pytest.approx(3.05, abs=0.1)
    assert path.length_km == pytest.approx(3.05 + 108.4, abs=0.5)


def test_a_place_snaps_to_its_own_side_of_a_border(place):
    edges = graph_of((2.0, [48.0, 48.5, 49.0]), (2.10, [48.0, 48.5, 49.0]))
    edges = edges.plus([2], [5], [7.4], Flag.HEALED)
    codes = np.array(["FR", "FR", "FR", "RU", "RU", "RU"])
    a, b = place("A", 48.2, 2.06, "FR"), place("B", 48.8, 2.0, "FR")
    path = network(edges, codes).path(a, b)
    assert path.length_km < 80


def test_a_piece_over_the_antimeridian(place, checked):
    lonlat = np.array([(179.0, 60.0), (-179.0, 60.0), (-178.0, 60.0)])
    net = network(simplify(lonlat, [0, 1], [1, 2], [111.0, 56.0]), np.full(3, "RU"))
    a, b = place("A", 60.01, 179.5, "RU"), place("B", 60.0, -178.5, "RU")
    path = checked(net.path(a, b), a, b)
    assert path.length_km == pytest.approx(111 * 0.75 + 28 + 1.1, abs=0.5)


def test_a_leg_that_uses_no_track_is_refused(place):
    net = network(graph_of((2.0, [48.0, 48.5])))
    with pytest.raises(NoPathError, match="at the same point"):
        net.path(place("A", 48.2, 2.01, "FR"), place("B", 48.2, 2.02, "FR"))


def test_two_islands_are_no_way(place):
    edges = graph_of((2.0, [48.0, 48.5]), (4.0, [48.0, 48.5]))
    with pytest.raises(NoPathError, match="No railway in the data joins A"):
        network(edges).path(place("A", 48.1, 2.0, "FR"), place("B", 48.1, 4.0, "FR"))


def test_tables_can_be_read_and_are_among_the_inputs():
    assert any(link.name.startswith("Smolyaninovo") for link in read_links("rail"))
    assert read_lines("rail")[0].name == "Trans-Siberian"
    assert read_lines("rail", GAUGES)[0].gauges == (1435, 1520)
    assert read_lines("rail", LENGTHS)[0].km == 284
    zone, gauge = read_countries()
    assert (zone["FR"], gauge["RU"]) == ("schengen", 1520)
    names = {path.name for path in inputs()}
    assert {"missing_links.csv", "trunk_lines.csv", "countries.csv", "outlines.npz", "heal.py"} <= names
    assert all(path.is_file() for path in inputs())


def test_a_station_well_beyond_a_border_keeps_its_country_however_few_vertices_lead_there():
    # Biarritz in France to San Sebastián in Spain, drawn with one vertex on either side
    lonlat = np.array([[-1.56, 43.46], [-1.75, 43.37], [-1.98, 43.31]])
    edges = simplify(lonlat, [0, 1], [1, 2], [18.0, 20.0])
    assert smooth(edges, tag_nodes(lonlat)).tolist() == ["FR", "FR", "ES"]
