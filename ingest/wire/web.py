"""How a web source is asked: one kept-alive session, politely, with patience for the faults that pass."""

import email.utils
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from urllib.parse import urljoin, urlsplit

import msgspec

from ingest.errors import SourceUnavailable
from ingest.home import home
from ingest.system_words import in_words

# Whoever only reads what was taken before knows the sources too; only who asks them waits for these libraries.
if TYPE_CHECKING:
    import requests
    import tenacity

CONNECTIONS = 4  # requests under way at once: enough to hide the waiting, few enough to be a polite guest
TIMEOUT = (10, 120)  # seconds to connect, and between two bytes of an answer: CBS needs up to a minute for a first page

Answer = TypeVar("Answer")


def user_agent() -> str:
    """Who asks, in signs that a header can hold: the program, and the region by its code."""
    return f"arbeidsmarktdashboard/1.0 (arbeidsmarktregio {home().code})"


@dataclass(frozen=True)
class Patience:
    """How often one request is tried and how long we wait in between, in seconds; each wait is twice the one before."""

    tries: int = 5
    first_wait: float = 0.5
    longest_wait: float = 120.0


class PassingFault(Exception):
    """A fault that may be gone in a moment. `retry_after` is what the server asked for, in seconds."""

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


class Traffic:
    """What has come over the line so far."""

    def __init__(self) -> None:
        self.requests = 0
        self.bytes = 0
        self._lock = threading.Lock()

    def add(self, size: int) -> None:
        """Count one request and the bytes that came with it."""
        with self._lock:
            self.requests += 1
            self.bytes += size


class Web:
    """A session that several threads may use at once."""

    def __init__(self, patience: Patience | None = None) -> None:
        import requests
        from requests.adapters import HTTPAdapter

        self.patience = patience or Patience()
        self.traffic = Traffic()
        self.session = requests.Session()
        self.session.headers["User-Agent"] = user_agent()
        self.session.headers["Accept"] = "application/json"
        self.session.hooks["response"].append(_refuse_detours)
        adapter = HTTPAdapter(pool_connections=1, pool_maxsize=CONNECTIONS)
        self.session.mount("https://", adapter)
        self.session.mount("http://", adapter)
        self._surroundings = lru_cache(self._read_surroundings)

    def get(self, url: str, params: dict[str, str], read: Callable[[bytes], Answer], what: str) -> Answer:
        """What `read` makes of the whole body. `read` raises PassingFault for a body that is not whole.

        Raises SourceUnavailable, in which `what` says what was asked for.
        """
        import requests

        def once() -> Answer:
            asked = self.session.prepare_request(requests.Request("GET", url, params=params))
            how = self._surroundings(urljoin(url, "/"))
            with self.session.send(asked, timeout=TIMEOUT, stream=True, **how) as response:
                body = b"".join(response.iter_content(None))  # in pieces as they come: small ones take twice as long to join
                self.traffic.add(len(body))
                raise_for_status(response)
            return read(body)

        return self.patiently(once, what)

    def _read_surroundings(self, host: str) -> dict[str, Any]:
        """The proxies and certificates that the environment names for a host. Looked up once: it takes as long as a page."""
        settings = self.session.merge_environment_settings(host, {}, None, None, None)
        return {"proxies": settings["proxies"], "verify": settings["verify"], "cert": settings["cert"]}

    def patiently(self, call: Callable[[], Answer], what: str) -> Answer:
        """The result of `call`, tried again after each passing fault. Raises SourceUnavailable when patience is out."""
        import tenacity

        retrying = tenacity.Retrying(
            stop=tenacity.stop_after_attempt(self.patience.tries),
            wait=self._wait,
            retry=tenacity.retry_if_exception_type(PassingFault),
            sleep=time.sleep,
            reraise=True,
        )
        try:
            return retrying(_naming_faults(call))
        except PassingFault as fault:
            raise SourceUnavailable(
                f"{what} is niet gelukt na {self.patience.tries} pogingen: {fault}. "
                "Probeer het later opnieuw met `python -m ingest refresh`."
            ) from fault

    def _wait(self, state: "tenacity.RetryCallState") -> float:
        fault = state.outcome.exception() if state.outcome else None
        asked = fault.retry_after if isinstance(fault, PassingFault) else None
        wait: float = self.patience.first_wait * 2 ** (state.attempt_number - 1)
        return min(max(wait, asked or 0.0), self.patience.longest_wait)


def allowed_address(url: str, root: str) -> bool:
    """Whether something may be fetched from here: over https, or from the very machine at `root` that named the address."""
    parts, known = urlsplit(url), urlsplit(root)
    return parts.scheme == "https" or (parts.scheme, parts.netloc) == (known.scheme, known.netloc)


def check_address(to: str, root: str) -> None:
    """Raise SourceUnavailable where `root` redirects to an address that may not be asked."""
    if not allowed_address(to, root):
        raise SourceUnavailable(
            f"{root} verwijst door naar {to}; dat gebruikt geen https en wordt niet opgehaald. Open het adres op deze computer "
            "in een browser: misschien zit een proxy of filter van het eigen netwerk ertussen."
        )


def _refuse_detours(response: "requests.Response", **_: object) -> None:
    if response.is_redirect:
        check_address(urljoin(response.url, response.headers.get("Location", "")), response.url)


class Once(Generic[Answer]):
    """A question that is asked once: its answer is kept, and so is a failure, for nobody should wait for the same fault twice."""

    def __init__(self, ask: Callable[[], Answer]) -> None:
        self._ask = ask
        self._answer: Answer | None = None
        self._failure: SourceUnavailable | None = None

    def __call__(self) -> Answer:
        """The answer. Raises SourceUnavailable, each time the same one."""
        if self._failure:
            raise self._failure
        if self._answer is None:
            try:
                self._answer = self._ask()
            except SourceUnavailable as failure:
                self._failure = failure
                raise
        return self._answer


def whole(decode: Callable[[bytes], Answer]) -> Callable[[bytes], Answer]:
    """A reader that raises PassingFault where `decode` cannot read a body: it is cut short, or in another form."""

    def read(body: bytes) -> Answer:
        try:
            return decode(body)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            kind = "een webpagina" if body.lstrip()[:1] == b"<" else "afgebroken of in een andere vorm"
            raise PassingFault(f"het antwoord is {kind} ({error})") from error

    return read


def _naming_faults(call: Callable[[], Answer]) -> Callable[[], Answer]:
    """The same call, which raises PassingFault or SourceUnavailable where `requests` raises an error of its own."""
    import requests

    def named() -> Answer:
        try:
            return call()
        except requests.HTTPError as error:
            response = _response_behind(error)
            if response is None:
                raise PassingFault(str(error)) from error
            raise_for_status(response)
            raise
        except requests.exceptions.SSLError as error:
            raise PassingFault(f"het certificaat van de server is niet te controleren ({in_words(error)})") from error
        except requests.Timeout as error:
            raise PassingFault("de server antwoordt niet op tijd") from error
        except requests.exceptions.ProxyError as error:
            raise PassingFault(f"de proxy van HTTPS_PROXY laat ons niet door ({in_words(error)})") from error
        except requests.ConnectionError as error:
            raise PassingFault(f"de verbinding is verbroken of niet te maken ({in_words(error)})") from error
        except (requests.exceptions.InvalidProxyURL, requests.exceptions.InvalidSchema) as error:
            raise SourceUnavailable(
                "HTTPS_PROXY noemt geen proxy die wij kunnen gebruiken. Schrijf http://server:poort, of "
                "http://naam:wachtwoord@server:poort."
            ) from error
        except requests.exceptions.RequestException as error:
            raise PassingFault(f"het antwoord kwam niet heel aan ({in_words(error)})") from error
        except OSError as error:  # of requests itself, before it asks anything
            named = os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE")
            if not named or Path(named).exists():
                raise
            raise SourceUnavailable(
                f"REQUESTS_CA_BUNDLE (of CURL_CA_BUNDLE) noemt een bestand dat er niet is: {named}. "
                "Geef het bestand met de certificaten die hier te vertrouwen zijn."
            ) from error

    return named


_GONE = "Controleer met `python -m ingest check` of de tabel nog bestaat."
_BARRED = (
    "De bron, of een proxy of filter van het eigen netwerk, laat ons niet toe. Open het adres op deze computer in een browser."
)
_REMEDIES = {404: _GONE, 410: _GONE} | dict.fromkeys((401, 403, 407, 451), _BARRED)
_ASKED_WRONGLY = "De bron wil anders gevraagd worden dan wij doen. Meld dit aan wie het programma onderhoudt."


def raise_for_status(response: "requests.Response") -> None:
    """Raise PassingFault for an answer with status 429 or 5xx, SourceUnavailable for any other refusal."""
    status = response.status_code
    if status == 429 or status >= 500:
        raise PassingFault(f"de server antwoordt met status {status}", _retry_after(response))
    if status >= 400:
        raise SourceUnavailable(f"De server weigert {response.url} met status {status}. {_REMEDIES.get(status, _ASKED_WRONGLY)}")


def _response_behind(error: "requests.HTTPError") -> "requests.Response | None":
    """The refused response; cbsodata hides it in the cause of its own HTTPError."""
    if error.response is not None:
        return error.response
    cause = error.__cause__
    return cause.response if isinstance(cause, type(error)) else None


def _retry_after(response: "requests.Response") -> float | None:
    """The seconds that the server asks us to wait, from either form of the header."""
    header = response.headers.get("Retry-After", "").strip()
    if header.isdecimal():
        return float(header)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(header).timestamp() - time.time())
    except (ValueError, TypeError):
        return None
