"""Forms filled by a machine: every address, fields as its page names them, values that nobody would type. Nothing breaks.

`make test` sends 600 requests with a fixed seed, `make soak` 20,000 (`HOCTAP_FUZZ` another count, `HOCTAP_FUZZ_SEED` another
seed). Every request is taken back, so that each one meets the same two communes.
"""

import os
import traceback
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from hoctap.accounts.models import User
from tests.attacks.ground import (
    SCREENS,
    Ground,
    Target,
    address_of,
    attackers,
    body_of,
    client_of,
    known_ids,
    model_field_names,
    undone,
    upload,
)
from tests.examples import Visit

SEED = int(os.environ.get("HOCTAP_FUZZ_SEED", "20261122"))

ODD_TEXTS = [
    "",
    " ",
    "0",
    "-1",
    "1e999",
    "NaN",
    "٣",
    "99999999999999999999",
    "2147483648",
    "9223372036854775808",
    "0.0000000000001",
    "1,5",
    "2024-02-30",
    "0000-00-00",
    "0001-01-01",
    "9999-12-31",
    "31/12/9999",
    "true",
    "on",
    "null",
    "[]",
    "{}",
    "\x00",
    "a\x00b",
    "\r\nSet-Cookie: x=1",
    "\u202e\u0000",
    "\ud800",
    "%s%n%d",
    "{{7*7}}",
    "{% now 'Y' %}",
    "${7*7}",
    "'\"--;",
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "//evil.example",
    "javascript:alert(1)",
    "Nguyễn",
    "e\u0323\u0302" * 50,
    "ă" * 5_000,
    "1" * 400,
    "[" * 2_000,
    "\ufeff",
    "\U0001f600",
    "(",
    "\\",
    "*",
    "%",
    "_",
]
ODD_FILES = [
    ("a.xlsx", b""),
    ("a.xlsx", b"PK\x03\x04 xl/workbook.xml"),
    ("a.csv", "Họ tên;Năm sinh\nA;1970\n".encode()),
    ("a.csv", b"\xff\xfe\x00"),
    ("../../a.jpg", b"\xff\xd8\xff\xe0"),
    ("a\r\nX: 1.pdf", b"%PDF-1.4"),
    ("a" * 300 + ".docx", b"PK\x03\x04 word/document.xml"),
    ("\u202egpj.exe", b"MZ"),
]


@dataclass
class Tally:
    statuses: Counter[int] = field(default_factory=Counter)
    addresses: Counter[str] = field(default_factory=Counter)
    broken: dict[str, str] = field(default_factory=dict)

    @property
    def sent(self) -> int:
        return self.statuses.total()


@pytest.mark.filterwarnings("ignore:Warning. Received:UserWarning")
def test_forms_filled_by_a_machine_break_nothing(
    ground: Ground, targets: list[Target], capsys: pytest.CaptureFixture[str]
):
    _fuzz(ground, targets, int(os.environ.get("HOCTAP_FUZZ", "600")), capsys)


@pytest.mark.soak
def test_twenty_thousand_forms_filled_by_a_machine_break_nothing(
    ground: Ground, targets: list[Target], capsys: pytest.CaptureFixture[str]
):
    _fuzz(ground, targets, int(os.environ.get("HOCTAP_FUZZ", "20000")), capsys)


def test_the_machine_knows_the_fields_of_the_forms(targets: list[Target]):
    """Fields come from the pages themselves; a form that hides them would be fuzzed blindly."""
    found = {(target.name, name) for target in targets for name in target.fields}
    assert {
        ("household_new", "full_name"),
        ("account_login", "login"),
        ("account_new", "title"),
        ("paper_sign", "signer"),
        ("person_list", "q"),
    } <= found
    assert {target.name for target in targets if target.files} >= {"import_new"}


def test_the_machine_notices_what_breaks(
    ground: Ground, targets: list[Target], monkeypatch: pytest.MonkeyPatch
):
    def broken(*_args: object, **_kwargs: object) -> None:
        raise KeyError("nobody expects this")

    (home,) = [target for target in targets if target.name == "home"]
    monkeypatch.setattr("hoctap.home.views.render", broken)
    tally = Tally()
    _send(tally, client_of(ground.home.officer), home, "GET", {}, {})
    assert len(tally.broken) == 1


def _fuzz(ground: Ground, targets: list[Target], count: int, capsys: pytest.CaptureFixture[str]) -> None:
    who = attackers(ground)
    clients = {word: client_of(user) for word, user in who.items()}
    ids = [str(one) for one in [*known_ids(ground.home), *known_ids(ground.away), uuid4()]]
    extra = [*model_field_names(), "next", "page", "q", "place", "year", "hamlet"]
    tally = Tally()
    values = st.one_of(
        st.sampled_from(ODD_TEXTS), st.sampled_from(ids), st.text(max_size=40), st.integers().map(str)
    )

    @seed(SEED)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def one_request(data: st.DataObject) -> None:
        target = data.draw(st.sampled_from(targets))
        owner = target.visit.owner
        user: User | None = data.draw(st.sampled_from([*([owner] * 40), *who.values()]))
        method = data.draw(st.sampled_from(SCREENS[target.name].methods or ("GET",)))
        sent: dict[str, Any] = {}
        for name, offered in target.fields.items():
            kind = data.draw(st.integers(0, 9))
            if kind < 5 and offered:  # what the page itself offers: the rest gets past the first check
                sent[name] = data.draw(st.sampled_from(offered))
            elif kind < 8:
                sent[name] = data.draw(values)
            elif kind == 8:
                sent[name] = data.draw(st.lists(values, max_size=3))
        for name in data.draw(st.lists(st.sampled_from(extra), max_size=2)):
            sent[name] = data.draw(values)
        for name in target.files:
            if data.draw(st.booleans()):
                sent[name] = upload(*data.draw(st.sampled_from(ODD_FILES)))
        kwargs = dict(target.visit.kwargs)
        if "version" in kwargs and data.draw(st.booleans()):
            kwargs["version"] = data.draw(st.sampled_from([0, 2, 2**31, 2**63]))
        client = next((clients[word] for word, one in who.items() if one == user), None) or client_of(user)
        _send(tally, client, target, method, sent, kwargs)

    try:
        one_request()
    finally:  # also when the run is stopped: what was sent until then is a figure, too
        _tell(tally, capsys)
    assert not tally.broken, "\n\n".join(tally.broken.values())
    assert tally.sent >= count * 0.9
    assert tally.statuses[200] > tally.sent * 0.1, "the machine hardly gets in"


def _tell(tally: Tally, capsys: pytest.CaptureFixture[str]) -> None:
    told = ", ".join(f"{status}: {number}" for status, number in sorted(tally.statuses.items()))
    with capsys.disabled():
        print(
            f"\nfuzz: seed {SEED}, {tally.sent} requests at {len(tally.addresses)} addresses; {told};"
            f" broken: {len(tally.broken)}"
        )


def _send(
    tally: Tally, client: Client, target: Target, method: str, sent: dict[str, Any], kwargs: dict[str, Any]
) -> None:
    visit = Visit(owner=None, kwargs=kwargs or target.visit.kwargs, query=target.visit.query)
    address = address_of(target.name, visit)
    cookies = client.cookies.copy()
    tally.addresses[target.name] += 1
    try:
        with undone():
            if method == "GET":
                plain = {k: v for k, v in sent.items() if not hasattr(v, "read")}
                answer = client.get(address.partition("?")[0], _sendable({**visit.query, **plain}))
            else:
                answer = client.post(address, _sendable(sent))
            status = answer.status_code
            if getattr(answer, "streaming", False):
                b"".join(answer.streaming_content)
    except Exception as error:  # the whole point is to see any
        status = 500
        _note(
            tally,
            f"{method} {target.name} {type(error).__name__}",
            sent,
            "".join(traceback.format_exception(error)[-6:]),
        )
    else:
        if status >= 500:
            _note(tally, f"{method} {target.name} {status}", sent, body_of(answer)[:300])
    tally.statuses[status] += 1
    client.cookies = cookies
    cache.clear()


def _note(tally: Tally, where: str, sent: dict[str, Any], told: str) -> None:
    if where not in tally.broken:
        tally.broken[where] = f"{where}\nwith {str(sent)[:600]}\n{told}"


def _sendable(sent: dict[str, Any]) -> dict[str, Any]:
    """A browser sends UTF-8: half a character becomes a question mark."""

    def text(value: Any) -> Any:
        if isinstance(value, list):
            return [text(one) for one in value]
        return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value

    return {text(key): text(value) for key, value in sent.items()}
