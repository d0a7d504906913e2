import io
import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from hoctap.audit import actions as audit
from hoctap.audit import words
from hoctap.audit.models import Event, Read
from hoctap.audit.registry import subject_kinds
from hoctap.audit.words import WORDS
from hoctap.core.dates import today
from hoctap.people.models import Person
from tests.audit.trail import run
from tests.season import walk
from tests.world import World, make_household


@pytest.fixture
def trail(world: World) -> World:
    audit.record(world.actor(world.lan), "recognition.round.opened", world.commune)
    audit.record(world.actor(world.hung), "recognition.list.saved", world.hamlet, count=12)
    audit.record(world.actor(world.oanh), "recognition.round.opened", world.other_commune)
    return world


def _body(client: Client, **query: object) -> str:
    return client.get(reverse("event_list"), query).content.decode()


def _rows(body: str) -> str:
    return body.partition("<tbody>")[2].partition("</tbody>")[0]


def test_the_chair_reads_in_plain_words_who_did_what_in_his_commune(client: Client, trail: World):
    client.force_login(trail.minh)
    body = _rows(_body(client))
    assert "Mở đợt công nhận" in body
    assert "Nguyễn Thị Lan (Chủ tịch Hội Khuyến học, Hội Khuyến học xã Tân Kiều)" in body
    assert "(12)" in body, "a list of twelve rows is one event that says twelve"
    assert "xã Tân Kiều" in body
    assert "Phạm Thị Oanh" not in body


def test_a_row_leads_to_its_subject_under_the_name_it_has_today(client: Client, trail: World):
    household = make_household(trail.hamlet, "Nguyễn Văn Trước")
    audit.record(trail.actor(trail.lan), "people.household.edited", household, fields=["phone"])
    Person.objects.filter(pk=household.head_id).update(full_name="Nguyễn Văn Sau")
    client.force_login(trail.minh)
    body = _rows(_body(client))
    assert f'<a href="{reverse("household_detail", args=[household.pk])}">hộ Nguyễn Văn Sau</a>' in body
    assert "Nguyễn Văn Trước" not in body
    assert household.head_id in Read.objects.latest("id").subjects, "who reads the trail has seen the name"


def test_who_was_erased_has_no_name_in_the_trail(client: Client, trail: World):
    household = make_household(trail.hamlet, "Nguyễn Văn Xóa")
    audit.record(trail.actor(trail.lan), "people.person.edited", household.head)
    Person.objects.filter(pk=household.head_id).update(erased_on=today())
    client.force_login(trail.minh)
    body = _rows(_body(client))
    assert ">đã xóa</a>" in body
    assert "Nguyễn Văn Xóa" not in body


def test_a_subject_that_the_reader_may_not_see_is_only_a_kind(client: Client, trail: World):
    """It moved to the next commune; what was done here stays in this commune's trail, the name does not."""
    household = make_household(trail.hamlet, "Nguyễn Văn Đi")
    audit.record(trail.actor(trail.lan), "people.household.moved", household)
    household.hamlet = trail.other_hamlet
    household.save()
    client.force_login(trail.minh)
    body = _rows(_body(client))
    assert "Ghi hộ chuyển ấp" in body
    assert "Nguyễn Văn Đi" not in body
    assert '<span class="soft">Hộ</span>' in body


def test_the_trail_is_found_by_who(client: Client, trail: World):
    client.force_login(trail.minh)
    body = _rows(_body(client, who="Hùng"))
    assert "Trần Văn Hùng" in body
    assert "Nguyễn Thị Lan" not in body


def test_the_trail_is_found_by_area_by_kind_and_by_subject(client: Client, trail: World):
    household = make_household(trail.hamlet, "Nguyễn Văn Tìm")
    audit.record(trail.actor(trail.lan), "people.household.edited", household)
    client.force_login(trail.minh)
    people = _rows(_body(client, what="people"))
    assert "Sửa thông tin hộ" in people
    assert "Mở đợt công nhận" not in people
    opened = _rows(_body(client, what="recognition.round.opened"))
    assert "Mở đợt công nhận" in opened
    assert "Ghi danh sách chấm điểm" not in opened
    about = _body(client, subject=f"people.household:{household.pk}")
    assert "Nhật ký của hồ sơ này" in about
    assert "hộ Nguyễn Văn Tìm" in about
    assert _rows(about).count("<tr>") == 1


def test_the_trail_is_found_by_day_and_a_turned_period_says_so(client: Client, trail: World):
    run(
        "UPDATE audit_event SET at = '2026-03-05 16:30+00' WHERE what = 'recognition.list.saved'"
    )  # 23:30 here
    client.force_login(trail.minh)
    body = _rows(_body(client, from_on="2026-03-05", to_on="2026-03-05"))
    assert "Ghi danh sách chấm điểm" in body
    assert "Mở đợt công nhận" not in body
    assert not _rows(_body(client, to_on="2026-03-04"))
    assert "đang trước “Từ ngày”" in _body(client, from_on="2026-03-05", to_on="2026-03-04")


@pytest.mark.parametrize("day", ["31/12/9999", "9999-12-31", "0001-01-01", "01/01/1800"])
@pytest.mark.parametrize("name", ["from_on", "to_on"])
@pytest.mark.parametrize("page", ["event_list", "event_xlsx"])
def test_a_day_that_no_calendar_of_ours_has_filters_nothing(
    client: Client, trail: World, page: str, name: str, day: str
):
    client.force_login(trail.minh)
    answer = client.get(reverse(page), {name: day})
    assert answer.status_code == 200
    if page == "event_list":
        assert "Ngày chưa đúng" in answer.text
        assert "Mở đợt công nhận" in _rows(answer.text)


def test_the_page_of_a_household_leads_to_its_trail_for_who_may_read_it(client: Client, trail: World):
    household = make_household(trail.hamlet, "Nguyễn Văn Một")
    address = f"/audit/?subject=people.household%3A{household.pk}"
    for user, there in ((trail.minh, True), (trail.hung, False)):
        client.force_login(user)
        body = client.get(reverse("household_detail", args=[household.pk])).content.decode()
        assert (address in body) == there


def test_the_trail_runs_on_by_key_whatever_is_added_meanwhile(client: Client, trail: World):
    for _ in range(60):
        audit.record(trail.actor(trail.lan), "recognition.list.saved", trail.hamlet)
    client.force_login(trail.minh)
    first = client.get(reverse("event_list"))
    seen = [entry.event.pk for entry in first.context["page"]]
    audit.record(trail.actor(trail.lan), "recognition.list.saved", trail.hamlet)
    second = client.get(reverse("event_list"), {"after": first.context["page"].after})
    seen += [entry.event.pk for entry in second.context["page"]]
    assert len(seen) == len(set(seen)) == 62
    back = client.get(reverse("event_list"), {"before": second.context["page"].before})
    assert [entry.event.pk for entry in back.context["page"]] == seen[:50]


def test_the_trail_as_a_workbook_holds_what_is_filtered_and_runs_nothing(client: Client, trail: World):
    household = make_household(trail.hamlet, '=HYPERLINK("x")')
    audit.record(trail.actor(trail.lan), "people.household.edited", household)
    audit.record(trail.actor(trail.lan), "people.person.edited", household.head)
    client.force_login(trail.minh)
    response = client.get(reverse("event_xlsx"), {"what": "people"})
    rows = list(load_workbook(io.BytesIO(response.content)).active.values)
    assert [row[1] for row in rows] == ["Việc", "Sửa thông tin một người", "Sửa thông tin hộ"]
    assert rows[1][3] == '\'=HYPERLINK("x")'
    assert Read.objects.latest("id").page == "event_xlsx"
    client.force_login(trail.hung)
    assert client.get(reverse("event_xlsx")).status_code == 403


def test_a_hamlet_head_does_not_read_the_trail(client: Client, trail: World):
    client.force_login(trail.hung)
    response = client.get(reverse("event_list"))
    assert response.status_code == 403
    assert "Nguyễn Thị Lan" not in response.content.decode()


@pytest.mark.parametrize("many", [1, 20])
def test_the_trail_takes_a_fixed_number_of_queries(
    client: Client, trail: World, many: int, django_assert_max_num_queries
):
    for number in range(many):
        household = make_household(trail.hamlet, f"Nguyễn Văn {number}")
        for _ in range(2):
            audit.record(trail.actor(trail.lan), "people.household.edited", household)
            audit.record(trail.actor(trail.lan), "people.person.edited", household.head)
    client.force_login(trail.minh)
    with django_assert_max_num_queries(10):
        client.get(reverse("event_list"))


def test_every_event_of_a_season_names_its_subject_or_its_kind(client: Client, world: World):
    walk(world)
    known = {label for label, _ in subject_kinds.items()}
    kinds = set(Event.objects.order_by().values_list("subject_kind", flat=True))
    assert kinds - known <= {"people.duplicatecandidate", "people.personmerge", "people.clanshare"}
    client.force_login(world.minh)
    assert client.get(reverse("event_list")).status_code == 200


def test_the_filter_offers_each_part_of_the_house_with_all_its_kinds_of_events(client: Client, trail: World):
    client.force_login(trail.minh)
    offered = re.findall(r'<option value="([a-z_.]+)"', _body(client))
    assert set(WORDS) <= set(offered)
    areas = [one for one in offered if "." not in one]
    assert sorted(areas) == sorted({code.partition(".")[0] for code in WORDS}), (
        "an area is a part, never one event"
    )


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"EVENTS": {"plans.plan.added": "Thêm"}, "AREA": "Sổ hộ"}, "another app's"),
        ({"PAGES": {"household_detail": "Trang hộ"}}, "tells again"),
    ],
)
def test_an_app_tells_of_its_own_events_and_of_each_page_once(told: dict[str, Any], why: str):
    with pytest.raises(ValueError, match=why):
        words.take(apps.get_app_config("people"), SimpleNamespace(**told))
