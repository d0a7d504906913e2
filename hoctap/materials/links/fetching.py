"""Trying whether an address opens, without ever reaching into the house: http(s) only, usual ports, public addresses only.

The name is looked up once and the connection goes to that very address, so that a name cannot point elsewhere a moment later; each
redirection is held to the same. Nothing of the answer is kept but its number.
"""

import contextlib
import http.client
import ipaddress
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

SECONDS = 10
MOST_REDIRECTS = 4
AGENT = "hoctap-link-check/1.0"
_AGAIN_BY_GET = {400, 403, 404, 405, 406, 429, 500, 501, 503}
# It answers and asks for something: who opens it in a browser may well see it.
_ANSWERS = {401, 403, 405, 406, 429}


@dataclass(frozen=True)
class Tried:
    opens: bool
    words: str = ""
    is_away: bool = False
    """The name could not be looked up, or nothing answered: it may be our own line."""


class Inside(ValueError):
    """The address is not one of the public net."""


type Lookup = Callable[[str, int], list[str]]


def addresses_of(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(one[4][0]) for one in found]


def public_address(host: str, port: int, lookup: Lookup = addresses_of) -> str:
    """Where to connect; `Inside` where any address of the name lies in a private net, in this machine, in none."""
    found = lookup(host, port)
    for one in found:
        address = ipaddress.ip_address(one.partition("%")[0])
        mapped = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None) or address
        if not mapped.is_global or mapped.is_multicast or mapped.is_reserved or mapped.is_unspecified:
            raise Inside(f"{host} trỏ vào mạng nội bộ")
    if not found:
        raise Inside(f"{host} không có địa chỉ")
    return found[0]


def try_link(url: str, lookup: Lookup = addresses_of) -> Tried:
    try:
        status, words = _followed(url, "HEAD", lookup)
        if status in _AGAIN_BY_GET:
            status, words = _followed(url, "GET", lookup)
    except Inside as inside:
        return Tried(False, f"{inside}")
    except (OSError, http.client.HTTPException, ValueError) as failure:
        # A refused connection or a bad certificate is an answer of that side.
        is_away = isinstance(failure, OSError) and not isinstance(failure, (ssl.SSLError, ConnectionError))
        return Tried(False, _told(failure), is_away=is_away)
    return Tried(200 <= status < 400 or status in _ANSWERS, words)


def _followed(url: str, method: str, lookup: Lookup) -> tuple[int, str]:
    for _ in range(MOST_REDIRECTS):
        status, onward = _asked(url, method, lookup)
        if status not in (301, 302, 303, 307, 308) or not onward:
            return status, f"máy chủ trả lời {status}"
        url = urljoin(url, onward)
    return 599, "chuyển tiếp quá nhiều lần"


def _asked(url: str, method: str, lookup: Lookup) -> tuple[int, str]:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise Inside("địa chỉ không phải http, https")
    is_safe = parts.scheme == "https"
    try:
        port = parts.port or (443 if is_safe else 80)
    except ValueError as error:
        raise Inside("địa chỉ có cổng lạ") from error
    if port not in (80, 443):
        raise Inside("địa chỉ có cổng lạ")
    host = parts.hostname.encode("idna").decode()
    address = public_address(host, port, lookup)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    with contextlib.closing(_connection(host, address, port, is_safe=is_safe)) as line:
        line.request(method, _quoted(path), headers={"User-Agent": AGENT, "Accept": "*/*"})
        answer = line.getresponse()
        return answer.status, answer.getheader("Location") or ""


def _connection(host: str, address: str, port: int, *, is_safe: bool) -> http.client.HTTPConnection:
    """To that address, in the name of that host."""
    line = http.client.HTTPConnection(host, port, timeout=SECONDS)
    connected = socket.create_connection((address, port), timeout=SECONDS)
    line.sock = (
        ssl.create_default_context().wrap_socket(connected, server_hostname=host) if is_safe else connected
    )
    return line


def _quoted(path: str) -> str:
    return "".join(c if 32 < ord(c) < 127 else "".join(f"%{byte:02X}" for byte in c.encode()) for c in path)


def _told(failure: Exception) -> str:
    if isinstance(failure, socket.gaierror):
        return "không tìm thấy tên miền"
    if isinstance(failure, TimeoutError):
        return "chờ lâu không trả lời"
    if isinstance(failure, ssl.SSLError):
        return "chứng thư của trang không hợp lệ"
    return "không kết nối được"
