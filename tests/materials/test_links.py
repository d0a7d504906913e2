"""Links are tried without reaching into the house; one is dead after three trials."""

import datetime as dt
import http.server
import socket
import ssl
import threading
from collections.abc import Iterator

import pytest

from hoctap.core.dates import today
from hoctap.materials import tasks
from hoctap.materials.links import checking, fetching
from hoctap.materials.links.checking import check_links
from hoctap.materials.links.fetching import Inside, Tried, public_address, try_link
from hoctap.materials.models import MaterialPart
from hoctap.materials.work import work_items
from tests.materials import hands
from tests.materials.conftest import Store


def _dotted(*parts: int) -> str:
    """An address of a private net: written out it would be taken for one of a real machine."""
    return ".".join(map(str, parts))


@pytest.mark.parametrize(
    "address",
    [
        *(
            "127.0.0.1",
            _dotted(10, 1, 2, 3),
            _dotted(172, 16, 0, 1),
            _dotted(192, 168, 1, 1),
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
        ),
        *(
            "::1",
            "fe80::1%eth0",
            "fc00::1",
            "::ffff:" + _dotted(10, 0, 0, 1),
            "::",
            "224.0.0.1",
            "ff02::1",
            "2002:0a00:0001::1",
        ),
    ],
)
def test_a_name_that_points_inside_is_never_connected_to(address: str):
    with pytest.raises(Inside):
        public_address("example.org", 80, lambda _host, _port: [address])
    assert not try_link("http://example.org/", lambda _host, _port: [address]).opens


def test_one_inside_address_among_public_ones_is_enough():
    with pytest.raises(Inside):
        public_address("example.org", 80, lambda _host, _port: ["93.184.215.14", _dotted(10, 0, 0, 1)])
    assert public_address("example.org", 80, lambda _host, _port: ["93.184.215.14"]) == "93.184.215.14"


@pytest.mark.parametrize(
    "url", ["ftp://example.org/", "file:///etc/passwd", "http://example.org:22/", "http://a:b@example.org/"]
)
def test_only_the_web_is_tried(url: str, monkeypatch: pytest.MonkeyPatch):
    def never(*_args: object) -> None:
        raise AssertionError("connected")

    monkeypatch.setattr(socket, "create_connection", never)
    assert not try_link(url, lambda _host, _port: ["93.184.215.14"]).opens


class _Pages(http.server.BaseHTTPRequestHandler):
    def do_HEAD(self) -> None:
        if self.path == "/only-get":
            self.send_response(405 if self.command == "HEAD" else 200)
        elif self.path == "/onward":
            self.send_response(302)
            self.send_header("Location", "/there")
        elif self.path == "/inward":
            self.send_response(302)
            self.send_header("Location", "http://inside.example/")
        elif self.path == "/nonsense":
            self.send_response(302)
            self.send_header("Location", "http://[")
        elif self.path == "/round":
            self.send_response(302)
            self.send_header("Location", "/round")
        else:
            self.send_response(200 if self.path == "/there" else 404)
        self.end_headers()

    do_GET = do_HEAD

    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A server of our own under the public address that the test's names have."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    really = socket.create_connection

    def connect(address: tuple[str, int], timeout: float = 5) -> socket.socket:
        assert address == ("93.184.215.14", 80)
        return really(server.server_address, timeout)  # type: ignore[arg-type]

    monkeypatch.setattr(fetching.socket, "create_connection", connect)
    yield
    server.shutdown()
    server.server_close()


def _lookup(host: str, _port: int) -> list[str]:
    return {"example.org": ["93.184.215.14"], "inside.example": [_dotted(10, 0, 0, 7)]}[host]


@pytest.mark.parametrize(
    ("path", "opens"),
    [
        ("/there", True),
        ("/gone", False),
        ("/only-get", True),
        ("/onward", True),
        ("/inward", False),
        ("/round", False),
        ("/nonsense", False),
    ],
)
def test_pages_are_tried_along_their_redirections(web: None, path: str, opens: bool):
    assert try_link(f"http://example.org{path}", _lookup).opens is opens


def test_a_name_that_nobody_knows_is_away():
    def unknown(_host: str, _port: int) -> list[str]:
        raise socket.gaierror("unknown")

    tried = try_link("http://example.org/", unknown)
    assert (tried.opens, tried.is_away) == (False, True)


@pytest.mark.parametrize(
    ("failure", "is_away"),
    [
        (TimeoutError(), True),
        (OSError(101, "Network is unreachable"), True),
        (ConnectionRefusedError(), False),
        (ConnectionResetError(), False),
        (ssl.SSLCertVerificationError(), False),
    ],
)
def test_only_what_may_be_our_own_line_is_away(
    failure: OSError, is_away: bool, monkeypatch: pytest.MonkeyPatch
):
    def fails(*_args: object, **_more: object) -> None:
        raise failure

    monkeypatch.setattr(fetching.socket, "create_connection", fails)
    tried = try_link("http://example.org/", _lookup)
    assert (tried.opens, tried.is_away) == (False, is_away)


@pytest.fixture
def days(monkeypatch: pytest.MonkeyPatch) -> list[dt.date]:
    """Of today, to be moved on."""
    now = [today()]
    monkeypatch.setattr(checking, "today", lambda: now[0])
    return now


def test_a_link_is_dead_after_three_days_and_its_owner_is_told(store: Store, days: list[dt.date]):
    store.published(title="Sen")
    part = MaterialPart.objects.get()
    answers = {part.url: Tried(False, "máy chủ trả lời 404")}
    for expected in ("failing", "failing", "dead"):
        assert check_links(lambda url: answers[url]) == 1
        part.refresh_from_db()
        assert part.link_state == expected
        assert check_links(lambda url: answers[url]) == 0, "not twice a day"
        days[0] += dt.timedelta(days=1)
    assert part.link_words == "máy chủ trả lời 404"
    (item,) = [one for one in work_items(store.writer) if "liên kết" in one.title]
    assert item.url.endswith("?links=dead")
    assert not [one for one in work_items(store.world.actor(store.world.oanh)) if "liên kết" in one.title]
    answers[part.url] = Tried(True)
    days[0] += dt.timedelta(days=7)
    check_links(lambda url: answers[url])
    part.refresh_from_db()
    assert (part.link_state, part.link_failures) == ("opens", 0)
    assert part.link_next_on == days[0] + dt.timedelta(days=7)


def test_without_a_way_out_no_link_is_to_blame(store: Store):
    store.published(title="Sen")
    assert check_links(lambda _url: Tried(False, "không kết nối được", is_away=True)) == 0
    assert MaterialPart.objects.get().link_failures == 0


def test_a_link_alone_in_its_trial_is_dead_where_another_opens(store: Store, days: list[dt.date]):
    for title, of in (("Sen", "crops"), ("Gà", "livestock")):
        store.published(title=title, of=of)
    gone, other = MaterialPart.objects.order_by("added_at")
    later = days[0] + dt.timedelta(days=30)
    MaterialPart.objects.filter(pk=other.pk).update(
        url="https://example.com/", link_state="opens", link_next_on=later
    )
    line_works = [False]

    def attempt(url: str) -> Tried:
        if url == "https://example.com/" and line_works[0]:
            return Tried(True)
        return Tried(False, "không tìm thấy tên miền", is_away=True)

    assert check_links(attempt) == 0
    line_works[0] = True
    for _ in range(3):
        assert check_links(attempt) == 1
        days[0] += dt.timedelta(days=1)
    gone.refresh_from_db()
    other.refresh_from_db()
    assert (gone.link_state, other.link_state, other.link_next_on) == ("dead", "opens", later)


def test_an_address_in_several_materials_is_tried_once(store: Store, monkeypatch: pytest.MonkeyPatch):
    for title in ("Sen", "Súng"):
        store.published(title=title)
    tried: list[str] = []

    def once(url: str) -> Tried:
        tried.append(url)
        return Tried(True)

    assert check_links(once) == 2
    assert len(tried) == 1
    monkeypatch.setattr(tasks, "check_links", lambda: tried.append("job"))
    tasks.try_links(0)
    assert tried[-1] == "job"


def test_links_of_old_versions_rest(store: Store):
    material = store.started()
    MaterialPart.objects.update(version=hands.newest(material))
    material.versions.update(state="replaced", reviewed_by="x", reviewed_at="2025-01-01T00:00:00Z")
    assert check_links(lambda _url: Tried(True)) == 0
