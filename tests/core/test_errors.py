"""What people see, and what the log keeps, when something breaks."""

import io
import json
import logging
import os
import re
import socket
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import IntegrityError, OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from psycopg.errors import DiskFull

from hoctap.accounts.models import User
from hoctap.core import errors, logs
from hoctap.notices import views as notice_views
from tests.world import PASSWORD, World

NUMBER = re.compile(r"\b\d{4}-\d{4}\b")


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What would go to stderr."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(logs.PrivateFormatter())
    root = logging.getLogger()
    root.addHandler(handler)
    yield out
    root.removeHandler(handler)


def lines(out: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> type[Exception]:
    """Whoever opens the notices meets a fault of ours that names a person."""

    class Fault(Exception):
        pass

    def fail(*_args: object, **_kwargs: object) -> None:
        raise Fault("Nguyễn Thị Bí Mật, 0912345678")

    monkeypatch.setattr(notice_views, "render", fail)
    return Fault


def officer(world: World) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(world.admin)
    return client


@pytest.mark.django_db
def test_a_fault_shows_a_number_that_the_log_has_with_the_cause(
    world: World, broken: type[Exception], log: io.StringIO
):
    answer = officer(world).get("/notices/?q=Nguyễn Thị Bí Mật")
    assert answer.status_code == 500
    page = answer.content.decode()
    (number,) = NUMBER.findall(page)
    assert "chưa được ghi" in page
    (told,) = [line for line in lines(log) if line.get("request") == number]
    assert told["error"] == "Fault"
    assert told["route"] == "notices/"
    assert told["user"] == str(world.admin.pk)
    assert any("tests/core/test_errors.py" in place for place in told["where"])  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_the_log_holds_no_personal_data(world: World, broken: type[Exception], log: io.StringIO):
    officer(world).get("/notices/?q=Nguyễn Thị Bí Mật")
    officer(world).get("/notices/không-có/Bí Mật")
    assert lines(log)
    assert "Mật" not in log.getvalue()
    assert "0912345678" not in log.getvalue()
    assert "M%E1%BA%ADt" not in log.getvalue()


@pytest.mark.django_db(transaction=True)
def test_a_refusal_of_the_database_is_logged_by_constraint_not_by_value(log: io.StringIO):
    User.objects.create(login="mot", full_name="Người Thứ Nhất", phone="0912345678")
    try:
        with transaction.atomic():
            User.objects.create(login="hai", full_name="Người Thứ Hai", phone="0912345678")
    except IntegrityError:
        logging.getLogger("hoctap.test").exception("could not save")
    (told,) = lines(log)
    assert "23505" in str(told["error"])
    assert "user_phone_once" in str(told["error"])
    assert "0912345678" not in log.getvalue()


def test_a_database_that_is_away_is_said_in_words_and_nothing_is_asked_of_it():
    request = RequestFactory().get("/")
    try:
        raise OperationalError("connection refused")
    except OperationalError:
        answer = errors.server_error(request)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "60"
    assert "tạm ngừng" in answer.content.decode()
    assert NUMBER.search(answer.content.decode())


def test_a_database_without_room_is_not_told_as_something_that_passes():
    """A minute's waiting does not make the disk larger: whoever looks after the server must be told."""
    request = RequestFactory().post("/")
    try:
        try:
            raise DiskFull("could not extend file")
        except DiskFull as failure:
            raise OperationalError("could not extend file") from failure
    except OperationalError:
        answer = errors.server_error(request)
    page = answer.content.decode()
    assert answer.status_code == 503
    assert "Retry-After" not in answer.headers
    assert "hết chỗ lưu" in page
    assert "chờ một phút" not in page
    assert NUMBER.search(page)


@pytest.mark.django_db(transaction=True)
def test_a_database_that_goes_away_after_the_change_is_not_called_a_wrong_request(
    monkeypatch: pytest.MonkeyPatch,
):
    """The change may be kept already; only the session could not be. "Nothing was saved" would be untrue."""
    user = User.objects.create(login="mot", full_name="Người Thứ Nhất")
    client = Client(raise_request_exception=False)
    client.force_login(user)

    def change(request: HttpRequest) -> HttpResponse:
        request.session["seen"] = "something"
        with socket.socket(fileno=os.dup(connection.connection.fileno())) as line:
            line.shutdown(socket.SHUT_RDWR)
        return HttpResponse("saved")

    monkeypatch.setattr(notice_views, "render", lambda request, *_args: change(request))
    answer = client.get("/notices/")
    connection.close()
    assert answer.status_code == 503
    assert "gửi lại cũng không bị ghi hai lần" in answer.content.decode()


@pytest.mark.django_db
def test_whoever_was_signed_out_meanwhile_is_led_to_the_door(world: World, monkeypatch: pytest.MonkeyPatch):
    def signed_out(request: HttpRequest) -> HttpResponse:
        request.session["seen"] = "something"
        Session.objects.all().delete()
        return HttpResponse("saved")

    monkeypatch.setattr(notice_views, "render", lambda request, *_args: signed_out(request))
    answer = officer(world).get("/notices/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/login/")


@pytest.mark.django_db
def test_a_form_that_was_open_too_long_is_refused_in_vietnamese():
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/login/", {"login": "a", "password": "b"})
    assert answer.status_code == 403
    assert "mở quá lâu" in answer.content.decode()


@pytest.mark.django_db
def test_a_request_that_cannot_be_read_gets_a_vietnamese_page():
    answer = Client(headers={"host": "evil.example"}, raise_request_exception=False).get("/login/")
    assert answer.status_code == 400
    assert "không đọc được" in answer.content.decode()


@pytest.mark.django_db
def test_each_answer_is_logged_by_route_when_asked_for(world: World, log: io.StringIO):
    access = logging.getLogger("hoctap.access")
    before = access.level
    access.setLevel(logging.INFO)
    try:
        officer(world).get("/households/?q=Bí Mật")
    finally:
        access.setLevel(before)
    (told,) = [line for line in lines(log) if line["logger"] == "hoctap.access"]
    assert told["route"] == "households/"
    assert told["status"] == 200
    assert told["user"] == str(world.admin.pk)
    assert "Mật" not in log.getvalue()


def test_a_plain_line_for_a_person_holds_as_little():
    record = logging.makeLogRecord({"msg": "could not save", "levelname": "ERROR", "name": "x"})
    try:
        raise ValueError("Nguyễn Thị Bí Mật")
    except ValueError as failure:
        record.exc_info = (ValueError, failure, failure.__traceback__)
    line = logs.PlainFormatter().format(record)
    assert "ValueError" in line
    assert "Mật" not in line


def test_a_number_is_given_even_when_nothing_gave_one_before():
    request = HttpRequest()
    request.user = AnonymousUser()
    assert NUMBER.search(errors.server_error(request).content.decode())


@pytest.mark.django_db
def test_who_came_in_and_who_did_not_is_logged_by_id_and_never_by_what_was_typed(
    world: World, log: io.StringIO
):
    cache.clear()
    client = Client()
    client.post("/login/", {"login": world.lan.login, "password": "mot-mat-khau-sai"})
    client.post("/login/", {"login": "mat-khau-go-nham-o", "password": "x"})
    client.post("/login/", {"login": world.lan.login, "password": PASSWORD})
    told = [
        (line["message"], line["who"], line.get("how"))
        for line in lines(log)
        if line["logger"] == "hoctap.sign_in"
    ]
    assert told == [
        ("sign-in refused: wrong password", str(world.lan.pk), None),
        ("sign-in refused: wrong password", "nobody known", None),
        ("signed in", str(world.lan.pk), "password"),
    ]
    for secret in ("mot-mat-khau-sai", "go-nham", PASSWORD, "Nguyễn Thị Lan"):
        assert secret not in log.getvalue()


@pytest.mark.django_db
def test_who_waits_after_too_many_tries_is_logged(world: World, log: io.StringIO):
    cache.clear()
    for _ in range(11):
        Client().post("/login/", {"login": world.lan.login, "password": "sai"})
    assert any(line["message"] == "sign-in refused: too many tries" for line in lines(log))
    cache.clear()


@pytest.mark.django_db
def test_whoever_tries_what_is_not_his_is_logged_with_the_route(world: World, log: io.StringIO):
    """Refused, not found, a form that breaks a rule, a form from elsewhere: each leaves who and where, no value."""
    client = Client()
    client.force_login(world.lan)
    client.get("/accounts/")
    client.get(f"/accounts/{world.oanh.pk}/")
    client.post("/households/new/", {"full_name": "Bí Mật 123"})
    forged = Client(enforce_csrf_checks=True)
    forged.force_login(world.lan)
    forged.post("/households/new/", {"full_name": "Bí Mật"})
    told = {
        (line["route"], line["status_code"])
        for line in lines(log)
        if line["logger"].startswith("django.") and line.get("user") == str(world.lan.pk)
    }
    assert {("accounts/", 403), ("accounts/<uuid:pk>/", 403), ("households/new/", 422)} <= told
    assert any(line["logger"] == "django.security.csrf" for line in lines(log))
    assert "Bí Mật" not in log.getvalue()
