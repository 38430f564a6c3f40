"""A case in the browser that draws itself anew when its file is saved; on this machine only.

No thread watches the file: the open page asks every second whether it has changed, and the map is drawn when
it is asked for.
"""

from __future__ import annotations

import base64
import hashlib
import html
import sys
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from gazetteer.errors import GazetteerError
from georoutes.casefile import pointing_into, read_case
from georoutes.errors import GeoroutesError
from georoutes.maps import draw

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from georoutes.networks.base import Router

LOOPBACK = "127.0.0.1"

_SCRIPT = """
let shown = null;
async function look() {
  try {
    const now = await (await fetch("/version", {cache: "no-store"})).text();
    if (now !== shown) document.getElementById("map").src = "/map?" + encodeURIComponent(now);
    shown = now;
    document.title = "georoutes watch";
  } catch (error) { document.title = "stopped: georoutes watch"; }
  setTimeout(look, 1000);
}
look();
"""
_STYLE = (
    "html, body { margin: 0; height: 100%; } iframe { border: 0; width: 100%; height: 100%; display: block; }"
)


def _digest(code: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"


_POLICY = (
    f"default-src 'none'; script-src {_digest(_SCRIPT)}; style-src {_digest(_STYLE)}; connect-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'"
)
_SHELL = (
    '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>georoutes watch</title>'
    f'<style>{_STYLE}</style></head><body><iframe id="map" title="The map"></iframe>'
    f"<script>{_SCRIPT}</script></body></html>\n"
)


class Watch(ThreadingHTTPServer):
    """A server of one case on the loopback interface; call ``serve_forever``.

    Parameters
    ----------
    case
        The case file.
    port
        Where to listen; 0 takes a free port, which `url` then names.
    tiles
        Name of an online background, as `georoutes.draw` takes it.
    networks
        Networks of your own, as `georoutes.draw` takes them.
    tell
        Called with what is wrong, once for each save.
    """

    daemon_threads = True

    def __init__(
        self,
        case: Path,
        *,
        port: int = 0,
        tiles: str | None = None,
        networks: Sequence[Router] = (),
        tell: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.case = case
        self.tiles = tiles
        self.networks = networks
        self.tell = tell
        self._looked_at = ""
        self._drawn = ("", "")
        self._lock = threading.Lock()
        super().__init__((LOOPBACK, port), _Handler)

    @property
    def url(self) -> str:
        """Address of the page."""
        return f"http://{LOOPBACK}:{self.server_port}/"

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401  the library's signature
        """Say nothing of a browser that has left before its answer was whole."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    def version(self) -> str:
        """Return what changes when the file is saved."""
        try:
            about = self.case.stat()
        except OSError:
            return "missing"
        return f"{about.st_mtime_ns}-{about.st_size}-{about.st_ino}"

    def service_actions(self) -> None:
        """Draw what was saved also when no page asks for it, so that `tell` hears of a fault."""
        version = self.version()
        if version != self._looked_at:
            self._looked_at = version
            threading.Thread(target=self.page, daemon=True).start()

    def page(self) -> str:
        """Return the map of the case as it is now, or a page that says what is wrong with it."""
        with self._lock:
            version = self.version()
            if self._drawn[0] != version:
                self._drawn = (version, self._draw())
            return self._drawn[1]

    def _draw(self) -> str:
        try:
            with pointing_into(self.case):
                return draw(read_case(self.case), tiles=self.tiles, networks=self.networks).to_html()
        except (GeoroutesError, GazetteerError) as error:
            self.tell(str(error))
            return (
                '<!DOCTYPE html>\n<html lang="en"><meta charset="utf-8"><title>An error in the case</title>'
                f"<h1>An error in the case</h1><pre>{html.escape(str(error))}</pre></html>\n"
            )


class _Handler(BaseHTTPRequestHandler):
    server: Watch
    server_version = "georoutes"
    sys_version = ""

    def do_GET(self) -> None:
        # another site's page may have its name point to this machine; its requests carry that name
        host = (self.headers.get("Host") or "").rpartition(":")[0]
        path = self.path.partition("?")[0]
        if host not in {LOOPBACK, "localhost"}:
            self._answer(HTTPStatus.MISDIRECTED_REQUEST, "text/plain", "ask for 127.0.0.1\n")
        elif path == "/":
            self._answer(HTTPStatus.OK, "text/html", _SHELL, policy=_POLICY)
        elif path == "/version":
            self._answer(HTTPStatus.OK, "text/plain", self.server.version())
        elif path == "/map":
            self._answer(HTTPStatus.OK, "text/html", self.server.page())
        else:
            self._answer(HTTPStatus.NOT_FOUND, "text/plain", "there is / only\n")

    def _answer(self, status: HTTPStatus, kind: str, text: str, *, policy: str = "") -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        if policy:
            self.send_header("Content-Security-Policy", policy)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401  the library's signature
        """Say nothing: the page asks every second."""
