"""The command line within the process of the tests: a process for each command would take most of their time."""

import gc
import subprocess
import sys

import pytest

from georoutes.cli import main


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
