"""What comes over the wire to the real server: a photo of 60 MB, and requests whose ends can be read in two ways."""

import json
import re
import socket
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.faults.browser import Browser
from tests.journeys.installation import Installation, NewInstallation
from tests.world import PASSWORD

PHOTO = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(60 * 1024 * 1024)
TOO_LARGE = "Tệp gửi lên lớn hơn 20 MB nên không được nhận"


@dataclass(frozen=True)
class Served:
    made: Installation
    port: int
    dossier: str

    def evidence(self) -> int:
        with psycopg.connect(self.made.environment["DATABASE_OWNER_URL"]) as owner:
            return int(owner.execute("SELECT count(*) FROM evidence_evidence").fetchone()[0])  # type: ignore[index]


@pytest.fixture(scope="module")
def served(new_installation: NewInstallation) -> Iterator[Served]:
    made = new_installation()
    (dossier, *_) = json.loads(made.seed("tests.faults.seeding").splitlines()[-1])["dossiers"]
    with made.serving() as address:
        yield Served(made, urlsplit(address).port or 0, dossier)


def test_a_photo_of_60_mb_is_refused_in_words_and_the_next_page_comes(served: Served):
    lan = Browser(served.port)
    lan.sign_in("lan", PASSWORD)
    before = served.evidence()
    page = lan.get(f"/recognition/dossiers/{served.dossier}/")
    action = f"/recognition/dossiers/{served.dossier}/evidence/"
    typed = page.form(action).fields | {"kind": "file"}
    answer = lan.post(action, typed, {"file": ("anh.jpg", PHOTO)})
    assert answer.status == 422
    assert TOO_LARGE in answer.text
    assert "Hãy chọn tệp nhỏ hơn" in answer.text
    assert served.evidence() == before
    assert lan.get(f"/recognition/dossiers/{served.dossier}/").status == 200


def test_whoever_was_signed_out_meanwhile_is_led_to_the_door_and_not_cut_off(served: Served):
    lan = Browser(served.port)
    lan.sign_in("lan", PASSWORD)
    action = f"/recognition/dossiers/{served.dossier}/evidence/"
    typed = lan.get(f"/recognition/dossiers/{served.dossier}/").form(action).fields | {"kind": "file"}
    for name in [name for name in lan.cookies if "session" in name]:
        del lan.cookies[name]
    answer = lan.post(action, typed, {"file": ("anh.jpg", PHOTO)})
    assert (answer.status, answer.location) == (302, "/login/")


HEAD = b"POST /login/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
# Who reads the first request as longer or shorter finds this one, or does not.
HIDDEN = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
TWO_READINGS = {
    "two lengths": b"Content-Length: 5\r\nContent-Length: %d\r\n\r\nabcde" % (5 + len(HIDDEN)),
    "lengths in one line": b"Content-Length: 5, %d\r\n\r\nabcde" % (5 + len(HIDDEN)),
    "a longer length and chunks": b"Content-Length: %d\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    % (5 + len(HIDDEN)),
    "chunks and a shorter length": b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n5\r\nabcde\r\n0\r\n\r\n",
    "chunks under another name": b"Transfer-Encoding: xchunked\r\nContent-Length: 5\r\n\r\nabcde",
    "chunks behind a blank": b"Transfer-Encoding : chunked\r\nContent-Length: 5\r\n\r\nabcde",
    "chunks behind a tab": b"Transfer-Encoding: \x0bchunked\r\nContent-Length: 5\r\n\r\nabcde",
    "chunks and not": b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\nContent-Length: 5\r\n\r\nabcde",
    "a folded line": b"X-Odd: a\r\n Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\nabcde",
    "a length with a sign": b"Content-Length: +5\r\n\r\nabcde",
    "a length below nothing": b"Content-Length: -5\r\n\r\nabcde",
    "a chunk of an odd size": b"Transfer-Encoding: chunked\r\n\r\n0x5\r\nabcde\r\n0\r\n\r\n",
}


def answers(port: int, sent: bytes) -> tuple[list[int], bool]:
    """The states of all answers, and whether the server has ended the connection."""
    got = b""
    with closing(socket.create_connection(("127.0.0.1", port), timeout=10)) as connection:
        connection.sendall(sent)
        connection.settimeout(5)
        ended = False
        try:
            while piece := connection.recv(65536):
                got += piece
            ended = True
        except ConnectionResetError:
            ended = True
        except TimeoutError:
            pass
    return [int(state) for state in re.findall(rb"HTTP/1\.[01] (\d{3})", got)], ended


def test_two_plain_requests_in_one_connection_are_two(served: Served):
    states, ended = answers(served.port, HEAD + b"Content-Length: 5\r\n\r\nabcde" + HIDDEN)
    assert (states, ended) == ([403, 200], False)


@pytest.mark.parametrize("how", TWO_READINGS)
def test_a_request_whose_end_can_be_read_in_two_ways_hides_no_second_one(served: Served, how: str):
    """At most one answer, a refusal, and the connection ends: what a proxy read otherwise is never taken for a request."""
    states, ended = answers(served.port, HEAD + TWO_READINGS[how] + HIDDEN)
    assert len(states) <= 1
    assert all(state >= 400 for state in states)
    assert ended
