"""One gazetteer for many threads and processes: they agree with one alone."""

import multiprocessing
import pickle
import random
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from threading import Barrier

import pytest

from gazetteer import Gazetteer, GazetteerError, IndexFileError

THREADS = 16
NAMES = [
    "Najin", "Dunay", "Tripoli", "Tumen", "Vostochny", "Springfield", "Москва", "나진", "بيروت", "臺北", "Vladivostk",
    "Xyzzyville", "", "%", "\ud800", "Paris, Texas", "US", "Soviet Union", "White House", "x" * 500,
]  # fmt: skip
TEXT = "from Najin, North Korea, by ship to Dunay in Russia and on to Tikhoretsk"
SPANS = [(5, 10), (12, 23), (36, 41), (45, 51), (61, 71)]


def answers(gazetteer, name):
    """Return all that a gazetteer has to say to a name, as text."""
    said = []
    for ask in (
        lambda: gazetteer.resolve(name),
        lambda: gazetteer.search(name, limit=3),
        lambda: gazetteer.search(name, near="Vladivostok", limit=3),
        lambda: gazetteer.resolve_all([name, "Moscow", "Odesa"]),
        lambda: gazetteer.resolve_mentions(TEXT, SPANS),
    ):
        try:
            said.append(repr(ask()))
        except GazetteerError as error:
            said.append(f"{type(error).__name__}: {error}")
    return said


def answers_of_a_process(sent, name):
    return answers(pickle.loads(sent), name)  # noqa: S301 - our own bytes


@pytest.fixture(scope="module")
def alone():
    with Gazetteer() as gazetteer:
        return {name: answers(gazetteer, name) for name in NAMES}


def test_many_threads_agree_with_one(alone):
    start = Barrier(THREADS)

    def work(seed):
        names = random.Random(seed).sample(NAMES, len(NAMES))
        start.wait()
        return {name: answers(shared, name) for name in names}

    with Gazetteer() as shared, ThreadPoolExecutor(THREADS) as pool:
        for found in pool.map(work, range(THREADS)):
            assert found == alone


def test_threads_that_each_open_their_own_agree_too(alone):
    def work(name):
        with Gazetteer() as own:
            return answers(own, name)

    with ThreadPoolExecutor(THREADS) as pool:
        assert dict(zip(NAMES, pool.map(work, NAMES), strict=True)) == alone


def test_processes_that_are_sent_one_agree(alone, gazetteer):
    sent = pickle.dumps(gazetteer)
    assert len(sent) < 1000
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=context) as pool:
        found = pool.map(answers_of_a_process, [sent] * len(NAMES), NAMES, chunksize=10)
        assert dict(zip(NAMES, found, strict=True)) == alone


def test_a_gazetteer_closed_under_the_threads_says_so():
    gazetteer = Gazetteer()
    start = Barrier(THREADS)

    def work(at):
        start.wait()
        if at == 0:
            gazetteer.close()
        try:
            for _ in range(50):
                gazetteer.search("Tripoli")
        except IndexFileError as error:
            return str(error)
        return ""

    with ThreadPoolExecutor(THREADS) as pool:
        said = list(pool.map(work, range(THREADS)))
    assert all("has been closed" in words for words in said if words)
    assert said[0]
