"""A form that is sent twice is done once."""

import datetime as dt
import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.audit import once, tasks
from hoctap.audit.models import Event, SentForm
from hoctap.core.form_key import FIELD
from hoctap.people import views
from hoctap.people.models import Household, HouseholdMember
from tests.world import World, make_household

# Shown by a `_new` address, but the same form twice cannot add twice there.
ADDS_NOTHING: set[str] = set()


def key_of(page: HttpResponse) -> str:
    found = re.findall(r'<input type="hidden" name="form_key" value="([^"]+)">', page.content.decode())
    assert found
    return str(found[-1])


@pytest.fixture
def lan(world: World, client: Client) -> Client:
    client.force_login(world.lan)
    return client


def member_form(
    lan: Client, household: Household, name: str = "Nguyễn Thị Tám"
) -> tuple[str, dict[str, str]]:
    address = reverse("member_new", args=[household.pk])
    typed = {"full_name": name, "birth_year": "1999", "year": "2024"}
    return address, {**typed, "form_key": key_of(lan.get(address))}


def test_the_answer_got_lost_and_the_form_is_sent_again(world: World, lan: Client):
    address = reverse("household_new")
    form = {
        "hamlet": str(world.hamlet.pk),
        "full_name": "Nguyễn Văn Bảy",
        "birth_year": "1968",
        "year": "2024",
    }
    form["form_key"] = key_of(lan.get(address))
    first = lan.post(address, form)
    events = Event.objects.count()
    again = lan.post(address, form)
    assert (again.status_code, again["Location"]) == (302, first["Location"])
    assert "Không ghi thêm lần nữa" in lan.get(again["Location"]).content.decode()
    assert Household.objects.count() == 1
    assert Event.objects.count() == events


def test_an_impatient_person_presses_three_times_and_is_never_refused(world: World, lan: Client):
    household = make_household(world.hamlet, "Trần Văn Sáu")
    for name in ("Nguyễn Thị Tám", "Nguyễn Thị Chín"):
        address, form = member_form(lan, household, name)
        for _press in range(3):
            assert lan.post(address, form).status_code == 302
    assert HouseholdMember.objects.filter(household=household, is_head=False).count() == 2


def test_back_and_corrected_is_another_act(world: World, lan: Client):
    household = make_household(world.hamlet, "Trần Văn Sáu")
    address, form = member_form(lan, household)
    assert lan.post(address, form).status_code == 302
    assert lan.post(address, form | {"full_name": "Nguyễn Thị Chín"}).status_code == 302
    assert HouseholdMember.objects.filter(household=household, is_head=False).count() == 2


def test_a_refused_form_may_be_sent_again(world: World, lan: Client):
    address = reverse("household_new")
    key = key_of(lan.get(address))
    refused = lan.post(address, {"hamlet": str(world.hamlet.pk), "form_key": key})
    assert refused.status_code == 422
    assert not SentForm.objects.exists()


def test_a_change_that_broke_off_leaves_no_key(world: World, lan: Client, monkeypatch: pytest.MonkeyPatch):
    def breaks(*_args: object, **_typed: object) -> None:
        make_household(world.hamlet, "Nửa Chừng")
        raise IntegrityError

    address = reverse("household_new")
    form = {
        "hamlet": str(world.hamlet.pk),
        "full_name": "Nguyễn Văn Bảy",
        "birth_year": "1968",
        "year": "2024",
    }
    form["form_key"] = key_of(lan.get(address))
    with monkeypatch.context() as broken:
        broken.setattr(views.actions, "add_household", breaks)
        with pytest.raises(IntegrityError):
            lan.post(address, form)
    assert not Household.objects.exists()
    assert not SentForm.objects.exists()
    assert lan.post(address, form).status_code == 302


def test_the_key_of_another_person_is_no_key(world: World, lan: Client):
    address = reverse("household_new")
    form = {"full_name": "Nguyễn Văn Bảy", "birth_year": "1968", "year": "2024", "form_key": "k" * 16}
    assert lan.post(address, form | {"hamlet": str(world.hamlet.pk)}).status_code == 302
    oanh = Client()
    oanh.force_login(world.oanh)
    assert oanh.post(address, form | {"hamlet": str(world.other_hamlet.pk)}).status_code == 302
    assert Household.objects.count() == 2


def test_an_answer_that_is_shown_one_time_is_not_repeated(world: World, client: Client):
    client.force_login(world.admin)
    address = reverse("account_new")
    page = client.get(address)
    form = {
        "full_name": "Lý Thị Mới",
        "phone": "0987654321",
        "organisation": str(world.hamlet_board.pk),
        "title": "Trưởng ấp",
        "role": "hamlet_head",
        "place": str(world.hamlet.pk),
        "form_key": key_of(page),
    }
    first = client.post(address, form)
    assert first.status_code == 200, re.findall(r'class="field-error[^>]*>([^<]*)', first.content.decode())
    again = client.post(address, form)
    assert "Việc này đã ghi rồi" in again.content.decode()
    assert SentForm.objects.get().location == ""


def test_what_was_sent_is_not_kept_and_the_file_counts(rf: object):
    def digest(content: bytes) -> str:
        request: HttpRequest = rf.post("/x/", {"a": "b", "file": SimpleUploadedFile("a.jpg", content)})  # type: ignore[attr-defined]
        told = once.digest_of(request, "key")
        assert request.FILES["file"].read() == content, "the view still reads it"
        return told

    assert digest(b"one") == digest(b"one") != digest(b"two")


@pytest.mark.django_db
def test_old_keys_go():
    SentForm.objects.create(digest="a" * 64)
    SentForm.objects.create(digest="b" * 64)
    SentForm.objects.filter(digest="a" * 64).update(at=timezone.now() - once.KEPT - dt.timedelta(hours=1))
    tasks.drop_sent_forms(timestamp=0)
    assert SentForm.objects.get().digest == "b" * 64


def test_whatever_adds_something_is_done_once():
    def views_of(patterns: list[URLPattern | URLResolver]) -> dict[str, object]:
        found: dict[str, object] = {}
        for one in patterns:
            if isinstance(one, URLResolver):
                found |= views_of(one.url_patterns)
            elif one.name and "hoctap" in one.callback.__module__:
                found[one.name] = one.callback
        return found

    adding = {
        name: view
        for name, view in views_of(get_resolver().url_patterns).items()
        if name.endswith(("_new", "_add"))
    }
    assert len(adding) > 15
    unprotected = {name for name, view in adding.items() if not getattr(view, "is_done_once", False)}
    assert unprotected == ADDS_NOTHING, "decorate these views with @once (hoctap/audit/once.py)"


def test_no_template_writes_the_token_by_hand():
    """The key rides with the token's tag: a token written otherwise would be a form without a key."""
    for template in (Path(once.__file__).parents[1]).rglob("*.html"):
        assert "csrfmiddlewaretoken" not in template.read_text(), template


@pytest.mark.parametrize(
    ("does_something", "answers"), [(False, ["shown", "shown"]), (True, ["shown", "sent before"])]
)
def test_a_page_for_a_last_look_may_be_sent_again_and_one_that_did_something_may_not(
    does_something: bool, answers: list[str], world: World
):
    @once.once
    def view(request: HttpRequest) -> HttpResponse:
        if does_something:
            audit.record(world.actor(world.lan), "people.household.added", world.hamlet)
        return HttpResponse("shown")

    told = []
    for _ in answers:
        request = RequestFactory().post("/x/", {FIELD: "a-key", "name": "one"})
        request.user = world.lan
        text = view(request).content.decode()
        told.append("shown" if text == "shown" else "sent before")
    assert told == answers
