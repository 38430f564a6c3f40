"""What the README says is there, and what is there the README says."""

import doctest
import importlib
import pkgutil
import re

import pytest
import typer.main

import gazetteer
import georoutes
from georoutes import cli

MODULES = [
    module.name
    for package in (gazetteer, georoutes)
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    if "build" not in module.name and not module.name.endswith("__main__")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    options = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    assert doctest.testmod(importlib.import_module(name), optionflags=options).failed == 0


@pytest.fixture(scope="module")
def readme(root):
    return (root / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", georoutes.__all__)
def test_every_public_name_is_in_the_readme(name, readme):
    assert re.search(rf"\b{name}\b", readme)


@pytest.mark.parametrize("name", sorted(typer.main.get_command(cli.app).commands))
def test_every_command_is_in_the_readme(name, readme):
    assert f"georoutes {name}" in readme


def test_the_readme_names_the_two_commands(readme, root):
    assert "georoutes map examples/najin_tikhoretsk.yaml" in readme
    assert 'pip install -e ".[dev]" && pytest' in readme
    assert 'pip install -e ".[dev]" && pytest' in (root / ".ci/run").read_text(encoding="utf-8")


def test_the_python_in_the_readme_runs(readme, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```python\n(.*?)```", readme, flags=re.DOTALL)
    cases = re.findall(r"```yaml\n(.*?)```", readme, flags=re.DOTALL)
    assert blocks
    assert cases
    for i, case in enumerate(cases):
        (tmp_path / ("case.yaml" if i == 0 else f"case{i}.yaml")).write_text(case, encoding="utf-8")
        georoutes.read_case("case.yaml" if i == 0 else f"case{i}.yaml")
    for block in blocks:
        exec(compile(block, "README.md", "exec"), {})  # noqa: S102  our own README
