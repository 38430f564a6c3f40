"""The command line within the process of the tests: a process for each command would take most of their time."""

import gc
import subprocess
import sys

import numpy as np
import pytest

from georoutes.cli import main
from georoutes.networks.figures import Pairs


@pytest.fixture
def numbered():
    """Number the places of pairs, as a table of many movements does."""

    def number(ends):
        places = list(dict.fromkeys(place for pair in ends for place in pair))
        number_of = {place: row for row, place in enumerate(places)}
        return Pairs(places, *(np.array([number_of[pair[side]] for pair in ends]) for side in (0, 1)))

    return number


@pytest.fixture
def command(capfdbinary, monkeypatch):
    """Run a command as the shell does, and return what a finished process would say."""
    threshold = gc.get_threshold()

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["georoutes", *arguments])
        capfdbinary.readouterr()
        code = 0
        try:
            main()
        except SystemExit as ended:
            code = ended.code or 0
        finally:
            gc.set_threshold(*threshold)
        said = capfdbinary.readouterr()
        return subprocess.CompletedProcess(arguments, code, said.out, said.err)

    return run
