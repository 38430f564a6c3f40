# ruff: noqa: RUF001 - names in their own scripts
"""A larger index from the files that GeoNames publishes, or from what only looks like them."""

import io
import os
import resource
import subprocess
import sys
import tracemalloc
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer import Gazetteer, IndexFileError, PlaceNotFoundError
from gazetteer.build import dump, larger
from gazetteer.build.dump import Choice, DumpError, Reader
from gazetteer.build.features import CLASSES, FEATURES, TOWN, feature
from gazetteer.build.larger import compile_larger_index
from gazetteer.build.records import NameKind
from gazetteer.index import Index
from gazetteer.place import PLACE_TYPES


def line(  # noqa: PLR0913, PLR0917 - the columns that matter
    number, name, code="P.PPL", country="RU", at=(40.0, 55.0), population="0", alternates="", admin1="77"
):
    """Return a line as GeoNames publishes it."""
    class_, _, code = code.partition(".")
    lon, lat = at
    fields = [
        number,
        name,
        name,
        alternates,
        lat,
        lon,
        class_,
        code,
        country,
        "",
        admin1,
        "",
        "",
        "",
        population,
    ]
    return "\t".join(map(str, [*fields, "", "100", "Europe/Moscow", "2024-01-01"]))


LINES = [
    line(2, "Moscow", "P.PPLC", at=(37.6, 55.75), population=10_400_000, alternates="Moskwa,MOW,moseuko,모스크바"),
    line(10, "Russian Federation", "A.PCLI", population=144_000_000, alternates="Rusland"),
    line(100, "Moskva", "A.ADM1", at=(37.6, 55.7), population=11_000_000),
    line(101, "Oka", "H.STM", at=(42.0, 56.3)),
    line(102, "Kara Sea", "H.SEA", country="", at=(70.0, 77.0)),
    line(103, "Sheremetyevo", "S.AIRP", at=(37.41, 55.97), alternates="SVO"),
    line(104, "Tumannaya", "S.PSTB"),
    line(105, "Svobodny", "S.CTRS"),
    line(106, "Holy Church", "S.CH"),
    line(107, "Hill Street", "R.ST"),
    line(108, "Pyongtaek", country="KR", alternates="평택"),
    line(109, "Old Union", "A.PCLH"),
]  # fmt: skip
NAMES = [
    "1\t2\ten\tMoscow City\t1\t\t\t\t\t", "2\t2\tlink\thttps://example.org/Moscow\t\t\t\t\t\t", "3\t2\tru\tПервопрестольная\t\t\t1\t\t\t",
    "4\t101\tde\tOka-Fluss\t\t\t\t\t\t", "5\t999\ten\tNobody's\t1\t\t\t\t\t", "6\t2\tiata\tMOW\t\t\t\t\t\t", "7\tx\ten\tBad\t\t\t\t\t\t", "8\t2",
]  # fmt: skip


@pytest.fixture
def written(tmp_path):
    def write(lines=LINES, name="allCountries.txt"):
        path = tmp_path / name
        path.write_bytes("\n".join([*lines, ""]).encode())
        return path

    return write


@pytest.fixture
def compiled(written, small_index, tmp_path):
    """Compile the lines beyond the small index, and open the result."""

    def build(lines=LINES, **options):
        said = []
        target = tmp_path / "larger.sqlite"
        path = lines if isinstance(lines, os.PathLike) else written(lines)
        compile_larger_index(target, path, bundled=small_index, progress=said.append, **options)
        return Gazetteer(target), said

    return build


def test_a_larger_index_holds_the_bundled_places_and_those_of_the_file(compiled):
    gazetteer, _ = compiled()
    assert gazetteer.resolve("Hamlet", types=["town"]).id == "geonames:4"
    assert gazetteer.resolve("Northern Sea").id == "supplement:north"
    oka = gazetteer.resolve("Oka")
    assert (oka.id, oka.type, oka.country, oka.radius_km, oka.source) == (
        "geonames:101",
        "river",
        "RU",
        20,
        "GeoNames",
    )
    assert gazetteer.resolve("Kara Sea").type == "sea"
    assert gazetteer.resolve("Sheremetyevo").type == "airport"
    assert gazetteer.resolve("Tumannaya").type == "border-crossing"
    assert gazetteer.resolve("Svobodny").type == "spaceport"
    assert gazetteer.resolve("평택", types=["town"]).name == "Pyongtaek"
    assert gazetteer.search("Pyeongtaek")[0].place.name == "Pyongtaek"  # no source says so


def test_a_place_of_both_is_there_once_with_the_names_of_both(compiled):
    gazetteer, _ = compiled()
    moscow = gazetteer.get("geonames:2")
    assert moscow.population == 10_000_000  # what was there stays
    for name in ("Moskwa", "Moscú", "모스크바", "Москва"):
        assert gazetteer.resolve(name) == moscow
    assert gazetteer.resolve("Rusland").id == "geonames:10"
    assert gazetteer.resolve("Russia").radius_km > 4000
    assert [match.place.id for match in gazetteer.search("Moscow")] == ["geonames:2", "geonames:3"]


def test_the_kinds_of_names_are_those_of_the_bundled_index(compiled, tmp_path):
    compiled()
    index = Index(tmp_path / "larger.sqlite")
    kinds = {key: index.entries(key)[0].kind for key in ("pyongtaek", "평택", "moskwa", "moseuko", "svo")}
    assert kinds == {
        "pyongtaek": NameKind.OFFICIAL,
        "평택": NameKind.OFFICIAL,
        "moskwa": NameKind.ALTERNATE,
        "moseuko": NameKind.WEAK,
        "svo": NameKind.WEAK,
    }


@pytest.mark.parametrize("name", ["Holy Church", "Hill Street", "Old Union"])
def test_what_no_cargo_passes_is_left_out(compiled, name):
    with pytest.raises(PlaceNotFoundError):
        compiled()[0].resolve(name)


def test_countries_and_classes_may_be_chosen(compiled):
    gazetteer, _ = compiled(choice=Choice(frozenset({"KR"})))
    assert gazetteer.search("Pyongtaek")
    assert gazetteer.search("Kara Sea")
    assert not gazetteer.search("Oka")
    gazetteer, _ = compiled(choice=Choice(classes=frozenset({"P", "H.SEA"})))
    assert gazetteer.search("Pyongtaek")
    assert gazetteer.search("Kara Sea")
    assert not gazetteer.search("Oka")
    assert not gazetteer.search("Sheremetyevo")


def test_the_file_of_alternate_names_says_how_good_a_name_is(compiled, written):
    gazetteer, said = compiled(alternate_names=written(NAMES, "alternateNamesV2.txt"))
    assert gazetteer.search("Moscow City")[0].reasons[0] == "its main name"
    assert gazetteer.search("Первопрестольная")[0].kind == "romanised"
    assert gazetteer.search("Oka-Fluss")[0].place.id == "geonames:101"
    assert not gazetteer.search("Nobody's")
    assert not gazetteer.search("https://example.org/Moscow")
    assert [words.rpartition(":")[0].rpartition(":")[2] for words in said if "left out" in words][:2] == [
        "7",
        "8",
    ]


def test_a_zip_archive_is_read_as_it_is_downloaded(compiled, written, tmp_path):
    archive = tmp_path / "allCountries.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("readme.txt", "explanations " * 1000)
        packed.write(written(), "allCountries.txt")
    assert compiled(archive)[0].resolve("Oka").id == "geonames:101"


def test_the_same_files_give_the_same_index(compiled, tmp_path):
    compiled()
    first = (tmp_path / "larger.sqlite").read_bytes()
    compiled()
    assert (tmp_path / "larger.sqlite").read_bytes() == first


@pytest.mark.parametrize(
    ("bad", "complaint"),
    [
        ("1\tA\t2", "3 fields, not 19"),
        ("", "1 fields, not 19"),
        (line("x", "A"), "'x' is no number of GeoNames"),
        (line("0", "A"), "'0' is no number of GeoNames"),
        (line("9999999999", "A"), "'9999999999' is no number of GeoNames"),
        (line("١", "A"), "'١' is no number of GeoNames"),
        (line(1, "A", at=(200, 0)), "'200' is not between -180 and 180 degrees"),
        (line(1, "A", at=(0, "nan")), "'nan' is not between -90 and 90 degrees"),
        (line(1, "A", at=(0, "north")), "could not convert string to float: 'north'"),
        (line(1, "A", population=-5), "-5 inhabitants"),
        (line(1, "A", population="1" * 30), "1" * 30 + " inhabitants"),
        (line(1, "..."), "the name '...' has neither letter nor digit"),
    ],
)
def test_a_faulty_line_is_named_and_left_out(compiled, bad, complaint):
    gazetteer, said = compiled([LINES[0], bad, LINES[3]])
    assert gazetteer.search("Oka")
    assert any(words.endswith(f"allCountries.txt:2: {complaint}; left out") for words in said)
    assert said[-1].endswith("1 of 3 lines were faulty and are left out")


def test_too_many_faulty_lines_are_an_error_and_leave_no_file(compiled, tmp_path):
    with pytest.raises(DumpError, match=r"allCountries\.txt:7: .* that makes 4 faulty lines, too many"):
        compiled([*LINES[:3], *["x"] * 10], most_faulty=3)
    assert [path.name for path in tmp_path.iterdir()] == ["allCountries.txt"]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("\n".join(LINES).encode("utf-16"), "too many for a file of GeoNames"),
        (b"\x00" * 2_000_000, "a line of more than 1,000,000 bytes"),
        (os.urandom(300_000), "too many for a file of GeoNames"),
        (line(1, "Åß").encode("latin-1") + b"\n", "is not UTF-8"),
        (b"PK\x03\x04" + b"\x00" * 1000, "damaged or cut short"),
    ],
)  # fmt: skip
def test_another_file_is_refused(compiled, tmp_path, content, complaint):
    path = tmp_path / "other.txt"
    path.write_bytes(content)
    with pytest.raises(DumpError, match=complaint):
        compiled(path, most_faulty=0)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_an_archive_cut_short_is_refused(compiled, tmp_path, share):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("allCountries.txt", "\n".join(line(n, f"Place {n}") for n in range(1, 5000)))
    path = tmp_path / "allCountries.zip"
    path.write_bytes(packed.getvalue()[: int(len(packed.getvalue()) * share)])
    with pytest.raises(DumpError, match=r"allCountries\.zip: the archive is damaged or cut short"):
        compiled(path)
    assert list(tmp_path.iterdir()) == [path]


def test_a_damaged_or_empty_archive_is_refused(compiled, tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("allCountries.txt", "\n".join(line(n, f"Place {n}") for n in range(1, 5000)))
    content = bytearray(packed.getvalue())
    content[1000:1100] = b"\xff" * 100
    path = tmp_path / "allCountries.zip"
    path.write_bytes(content)
    with pytest.raises(DumpError, match="damaged or cut short"):
        compiled(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "nothing else")
    with pytest.raises(DumpError, match=r"no \.txt file"):
        compiled(path)


def test_a_missing_file_and_a_folder_are_named(compiled, tmp_path):
    with pytest.raises(DumpError, match=r"none\.txt: cannot be read \(No such file"):
        compiled(tmp_path / "none.txt")
    with pytest.raises(DumpError, match="cannot be read"):
        compiled(tmp_path)


def test_neither_the_file_nor_a_folder_is_written_over(written, small_index, tmp_path):
    path = written()
    before = path.read_bytes()
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(DumpError, match="this is the file that is read"):
        compile_larger_index(path, path, bundled=small_index)
    with pytest.raises(IndexFileError, match="this is a folder"):
        compile_larger_index(tmp_path, path, bundled=small_index)
    with pytest.raises(IndexFileError, match="this is not a file"):
        compile_larger_index(pipe, path, bundled=small_index)
    with pytest.raises(IndexFileError, match="cannot be written"):
        compile_larger_index(path / "x.sqlite", path, bundled=small_index)
    assert path.read_bytes() == before
    assert sorted(tmp_path.iterdir()) == [path, pipe]


def test_a_damaged_bundled_index_is_told_at_once(written, small_index, tmp_path):
    damaged = tmp_path / "damaged.sqlite"
    content = bytearray(small_index.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    damaged.write_bytes(content)
    for bundled, complaint in (
        (damaged, "damaged"),
        (tmp_path / "none", "no index file"),
        (written(), "gazetteer"),
    ):
        with pytest.raises(IndexFileError, match=complaint):
            compile_larger_index(tmp_path / "x.sqlite", written(), bundled=bundled)
    assert not (tmp_path / "x.sqlite").exists()


def test_the_work_needs_no_more_memory_for_more_places(small_index, tmp_path):
    def peak(count):
        path = tmp_path / "many.txt"
        with path.open("w", encoding="utf-8") as file:
            for number in range(count):
                print(
                    line(1000 + number, f"Place {number}", alternates=f"Ort {number},Lugar {number}"),
                    file=file,
                )
        tracemalloc.start()
        compile_larger_index(tmp_path / "x.sqlite", path, bundled=small_index)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(10)  # whatever is loaded once
    assert peak(8_000) < 1.2 * peak(1_000) < 10_000_000


FIELD = st.one_of(
    st.text(max_size=12), st.sampled_from(["P", "PPL", "RU", "1", "-1", "55.5", "nan", "1e400", ""])
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(FIELD, max_size=20).map("\t".join), max_size=8), st.binary(max_size=60))
def test_any_content_gives_places_or_our_error(tmp_path_factory, lines, rest):
    path = tmp_path_factory.mktemp("any") / "any.txt"
    path.write_bytes("\n".join(lines).encode("utf-8", "surrogatepass") + b"\n" + rest)
    for read, fields in ((lambda r: dump.places(r, Choice()), 19), (dump.names, 10)):
        try:
            list(read(Reader(path, fields, most_faulty=5)))
        except DumpError as error:
            refused = str(error)
            assert refused.startswith(str(path))


def test_the_table_of_features_names_known_types_once():
    rows = [row.split() for row in FEATURES.strip().splitlines()]
    codes = [code for _, _, *codes in rows for code in codes]
    assert {type_ for type_, *_ in rows} | {"town"} == set(PLACE_TYPES)
    assert len(codes) == len(set(codes))
    assert {code[0] for code in codes} | {TOWN} == set(CLASSES)
    assert feature("A", "PCLI").type == "country"
    assert feature("V", "FRST") is None


def command(*arguments, **options):
    return subprocess.run(
        [sys.executable, "-m", "gazetteer.build", *map(str, arguments)],
        capture_output=True, text=True, check=False, timeout=100, **options,
    )  # fmt: skip


def test_the_command_writes_an_index_that_opens(written, small_index, tmp_path):
    target = tmp_path / "my.sqlite"
    done = command("--geonames", written(), "--larger-than", small_index, "-o", target, "--countries", "ru")
    assert (done.returncode, done.stdout) == (0, f"{target}\n")
    assert "100 % read" in done.stderr
    assert Gazetteer(target).resolve("Oka").type == "river"
    assert not Gazetteer(target).search("Pyongtaek")


@pytest.mark.parametrize(
    "arguments",
    [("--geonames", "x.txt"), ("--countries", "RU"), ("--geonames", "x.txt", "-o", "y", "--countries", "Russia"),
     ("--geonames", "x.txt", "-o", "y", "--classes", "S.CH"), ("--geonames", "x.txt", "-o", "y", "--classes", "airports")],
)  # fmt: skip
def test_wrong_usage_has_exit_code_2(arguments):
    done = command(*arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_fault_is_one_message(small_index, tmp_path):
    done = command(
        "--geonames", tmp_path / "none.txt", "--larger-than", small_index, "-o", tmp_path / "y.sqlite"
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"error: {tmp_path / 'none.txt'}: cannot be read (No such file or directory)\n"
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_told_and_leaves_nothing(written, small_index, tmp_path):
    path = written([line(1000 + number, f"Place {number}") for number in range(5000)])

    def small_files_only():
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))

    done = command(
        "--geonames", path, "--larger-than", small_index, "-o", tmp_path / "x.sqlite", preexec_fn=small_files_only
    )  # fmt: skip
    assert done.returncode == 1
    assert "the index cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == [path]


def test_on_a_terminal_there_is_a_bar(written, small_index, tmp_path):
    import pty  # noqa: PLC0415 - only where there are terminals

    path = written([line(1000 + number, f"Place {number}") for number in range(12_000)])
    parent, child = pty.openpty()
    arguments = ["--geonames", path, "--larger-than", small_index, "-o", tmp_path / "x.sqlite"]
    with subprocess.Popen(
        [sys.executable, "-m", "gazetteer.build", *map(str, arguments)],
        stdout=subprocess.PIPE, stderr=child, env={**os.environ, "TERM": "xterm", "COLUMNS": "80"},
    ) as process:  # fmt: skip
        os.close(child)
        sent = b""
        try:
            while part := os.read(parent, 65536):
                sent += part
        except OSError:  # Linux says so that the other end is closed
            pass
    os.close(parent)
    assert process.returncode == 0
    assert b"reading" in sent
    assert b"/" in sent


def test_the_bundled_index_is_what_is_enlarged_by_default():
    assert larger.BUNDLED_INDEX.name == "gazetteer.sqlite"


@pytest.mark.parametrize(
    ("content", "complaint"),
    [(b"", "it is empty"), (b"<!DOCTYPE html>\n<html>\n<p>Not found</p>\n</html>\n", "none of its 4 lines has 19 fields")],
)  # fmt: skip
def test_a_file_without_a_place_is_refused(small_index, tmp_path, content, complaint):
    path = tmp_path / "allCountries.txt"
    path.write_bytes(content)
    done = command("--geonames", path, "--larger-than", small_index, "-o", tmp_path / "x.sqlite")
    assert (done.returncode, done.stdout) == (1, "")
    assert f"allCountries.txt: this is no file of GeoNames: {complaint}; download it again" in done.stderr
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_of_names_without_a_name_is_refused(compiled, tmp_path):
    names = tmp_path / "names.txt"
    names.write_bytes(b"")
    with pytest.raises(DumpError, match=r"names\.txt: this is no file of GeoNames: it is empty"):
        compiled(alternate_names=names)


def test_a_choice_that_leaves_nothing_is_an_error(compiled, tmp_path):
    with pytest.raises(DumpError, match="no place in ZZ is to be kept; see --countries"):
        compiled(choice=Choice(countries=frozenset({"ZZ", "RU"})))
    with pytest.raises(DumpError, match="none of its 12 lines is to be kept; see --classes"):
        compiled(choice=Choice(classes=frozenset({"S.PRT"})))
    assert [path.name for path in tmp_path.iterdir()] == ["allCountries.txt"]


def test_no_folder_is_made(written, small_index, tmp_path):
    path = written()
    done = command("--geonames", path, "--larger-than", small_index, "-o", tmp_path / "nowhere" / "x.sqlite")
    assert (done.returncode, done.stdout) == (1, "")
    assert f"there is no folder {tmp_path / 'nowhere'}; make it, or name a file in another one" in done.stderr
    assert list(tmp_path.iterdir()) == [path]
