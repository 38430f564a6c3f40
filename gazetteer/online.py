"""Ask an online service for names that nothing here knows: only when told to, politely, without trust.

The one file of this project that may open a connection.

>>> from gazetteer import Gazetteer
>>> gazetteer = Gazetteer(online=Nominatim(user_agent="my-atlas/1.0 (me@example.org)"))
>>> gazetteer.resolve("Najin").source  # the index knows it, so nobody is asked
'GeoNames'
"""

from __future__ import annotations

import json
import re
import threading
import time
import urllib.error
import urllib.request
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from gazetteer.errors import HintError, OnlineError
from gazetteer.online_answers import parsed
from gazetteer.online_service import KEEP_DAYS, SECONDS_APART, BusyError, Service

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping

    from gazetteer.online_answers import Answer

__all__ = ["FromGeopy", "Nominatim"]

_PUBLIC = "nominatim.openstreetmap.org"
_MOST_BYTES = 1_000_000
_MOST_RESULTS = 10
_MOST_SECONDS = 3_600.0
# Up to three characters, and what libraries send and their manuals suggest: the usage policy asks for more.
_NAMES_NOBODY = re.compile(
    r".{0,3}|(geopy|gazetteer|georoutes|python|python-requests|python-urllib|requests|urllib|httpx|aiohttp|curl|"
    r"wget|mozilla|nominatim|user[-_ ]?agent|test|my[-_ ]?(app|application|user[-_ ]?agent)|"
    r"geoapiexercises|specify_your_app_name_here)(/[\w.]*)?",
    re.IGNORECASE,
)
_WORTH_RETRYING = frozenset({408, 425, 429, 500, 502, 503, 504})


class Nominatim(Service):
    """OpenStreetMap's search engine: the public server, or one of your own.

    The public server is a gift: see its usage policy (operations.osmfoundation.org/policies/nominatim). Its
    places are © OpenStreetMap contributors (ODbL), which `gazetteer.credit` says.

    Parameters
    ----------
    user_agent
        Who you are, for the people who run the server: the name of your program and an address. What
        names nobody ("geopy", "test") is refused, as the public server's usage policy has it.
    domain
        The server: ``nominatim.example.org``, or with scheme, port and path.
    timeout
        How many seconds one request may take, from the first to the last byte.
    attempts, cache, keep_days
        As in `Service`.
    seconds_apart
        As in `Service`; at least 1 for the public server.

    Raises
    ------
    HintError
        If the user agent names nobody, or another argument is not what it should be.

    Examples
    --------
    >>> Nominatim(user_agent="")
    Traceback (most recent call last):
    ...
    gazetteer.errors.HintError: user_agent= must say who asks, for example "my-atlas/1.0 (me@example.org)"
    """

    def __init__(  # noqa: PLR0913 - each is named
        self,
        user_agent: str = "",
        *,
        domain: str = _PUBLIC,
        timeout: float = 10.0,
        attempts: int = 3,
        seconds_apart: float = SECONDS_APART,
        cache: str | os.PathLike[str] | None = None,
        keep_days: float = KEEP_DAYS,
    ) -> None:
        who = user_agent.strip() if isinstance(user_agent, str) else ""
        if not (who.isascii() and who.isprintable()) or _NAMES_NOBODY.fullmatch(who):
            raise HintError('user_agent= must say who asks, for example "my-atlas/1.0 (me@example.org)"')
        if not 0 < timeout < _MOST_SECONDS:
            raise HintError(f"timeout={timeout}: a number of seconds above 0 is needed")
        self._url = _checked_url(domain)
        if urlsplit(self._url).hostname == _PUBLIC and seconds_apart < SECONDS_APART:
            raise HintError(f"seconds_apart={seconds_apart}: {_PUBLIC} wants at least {SECONDS_APART:g}")
        super().__init__(
            self._url,
            "OpenStreetMap Nominatim",
            attempts=attempts,
            seconds_apart=seconds_apart,
            cache=cache,
            keep_days=keep_days,
        )
        self._user_agent = who
        self._timeout = timeout

    def __repr__(self) -> str:
        return f"Nominatim({self._user_agent!r}, domain={self._url!r})"

    def _ask(self, name: str, country: str | None) -> list[Answer]:
        query: dict[str, Any] = {"q": name, "format": "jsonv2", "limit": _MOST_RESULTS}
        query |= {"addressdetails": 1, "namedetails": 1, "accept-language": "en"}
        if country is not None:
            query["countrycodes"] = country.lower()
        url = f"{self._url}/search?{urlencode(query, errors='replace')}"
        headers = {"User-Agent": self._user_agent, "Accept": "application/json"}
        content = _within(self._timeout, lambda: _fetched(url, headers, self._timeout))
        try:
            return parsed(json.loads(content.decode("utf-8")), self.source)
        except (ValueError, RecursionError) as error:
            raise OnlineError(f"its answer cannot be read ({str(error)[:100]})") from error


class FromGeopy(Service):
    """Any geocoder of geopy as a service.

    Parameters
    ----------
    geocoder
        The geocoder. How long it waits and whether it follows redirections is its own affair.
    **options
        As in `Service`.
    """

    def __init__(self, geocoder: Any, **options: Any) -> None:  # noqa: ANN401 - geopy publishes no types
        name = type(geocoder).__name__
        where = getattr(geocoder, "domain", "")
        source = "OpenStreetMap Nominatim" if name == "Nominatim" else name
        super().__init__(f"geopy {name} {where}".strip(), source, **options)
        self._geocoder = geocoder

    def _ask(self, name: str, country: str | None) -> list[Answer]:  # noqa: ARG002 - few geocoders take a country
        from geopy.exc import GeocoderQuotaExceeded, GeocoderTimedOut, GeocoderUnavailable, GeopyError  # noqa: PLC0415

        try:
            rows = [_row(each) for each in self._geocoder.geocode(name, exactly_one=False) or []]
        except (GeocoderQuotaExceeded, GeocoderTimedOut, GeocoderUnavailable) as error:
            raise BusyError(_brief(error), getattr(error, "retry_after", None)) from error
        except (GeopyError, ValueError, TypeError, AttributeError, LookupError) as error:
            raise OnlineError(_brief(error)) from error
        try:
            return parsed(rows, self.source)
        except ValueError as error:
            raise OnlineError(str(error)) from error


def _row(location: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
    """Return a location of geopy as an object of Nominatim's answers."""
    raw = location.raw if isinstance(location.raw, dict) else {}
    return raw | {"lat": location.latitude, "lon": location.longitude, "display_name": location.address}


def _checked_url(domain: str) -> str:
    url = (domain if "://" in domain else f"https://{domain}").rstrip("/")
    try:
        parts = urlsplit(url)
        is_server = (
            parts.scheme in {"http", "https"} and parts.hostname and (parts.port is None or parts.port > 0)
        )
    except ValueError:
        is_server = False
    if (
        not is_server
        or parts.username
        or parts.query
        or parts.fragment
        or not url.isprintable()
        or " " in url
    ):
        raise HintError(
            f"domain={domain!r} is no server, such as nominatim.example.org or http://localhost:8080"
        )
    return url


class _SameServer(urllib.request.HTTPRedirectHandler):
    """Follows a redirection on the same server and refuses all others."""

    def redirect_request(self, *redirection: Any) -> urllib.request.Request | None:  # noqa: ANN401 - urllib's own
        """Return the request to follow with."""
        request, response, *_, url = redirection
        here, there = urlsplit(request.full_url), urlsplit(url)
        if (here.scheme, here.netloc) != (there.scheme, there.netloc):
            response.close()
            raise OnlineError(f"it sends us to another server, {_brief(there.hostname)!r}; not followed")
        return super().redirect_request(*redirection)


def _fetched(url: str, headers: Mapping[str, str], timeout: float) -> bytes:
    request = urllib.request.Request(url, headers=dict(headers))  # noqa: S310 - checked to be http or https
    opener = urllib.request.build_opener(_SameServer)
    try:
        with opener.open(request, timeout=timeout) as response:
            content: bytes = response.read(_MOST_BYTES + 1)
    except urllib.error.HTTPError as error:
        with error:
            message = f"it says {error.code} {_brief(error.reason)}"
        if error.code in _WORTH_RETRYING:
            raise BusyError(message, _seconds(error.headers.get("Retry-After"))) from error
        raise OnlineError(message) from error
    if len(content) > _MOST_BYTES:
        raise OnlineError(f"its answer has more than {_MOST_BYTES:,} bytes")
    return content


def _within(seconds: float, work: Callable[[], bytes]) -> bytes:
    """Do something in at most so many seconds.

    A socket's time-out starts anew with each byte and does not hold for the look-up of the server's name, so
    the work is done in a thread of its own, which is abandoned when time is up.
    """
    done: list[bytes | BaseException] = []

    def run() -> None:
        try:
            done.append(work())
        except BaseException as error:  # noqa: BLE001 - it is raised in the other thread
            done.append(error)

    thread = threading.Thread(target=run, name="gazetteer-online", daemon=True)
    thread.start()
    thread.join(seconds)
    if not done or _is_timeout(done[0]):
        raise BusyError(f"it did not answer within {seconds:g} s")
    (result,) = done
    if isinstance(result, bytes):
        return result
    if isinstance(result, OnlineError):
        raise result
    if isinstance(result, Exception):  # what a broken connection raises is of many kinds
        raise BusyError(_brief(getattr(result, "reason", result))) from result
    raise result


def _is_timeout(result: object) -> bool:
    return isinstance(getattr(result, "reason", result), TimeoutError)


def _seconds(text: str | None) -> float | None:
    """Return what a Retry-After header says: seconds, or a date."""
    if not text:
        return None
    try:
        seconds = (
            float(text) if text.strip().isdigit() else parsedate_to_datetime(text).timestamp() - time.time()
        )
    except (ValueError, TypeError, OverflowError):
        return None
    return max(seconds, 0.0)


def _brief(error: object) -> str:
    """Return what an error says in one short printable line."""
    text = "".join(filter(str.isprintable, str(error))).strip()
    return text[:120] or type(error).__name__
