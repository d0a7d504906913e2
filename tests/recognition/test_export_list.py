"""Citizens scored here are handed on to be typed into the association's software, and marked once they were."""

import io

import openpyxl
import pytest
from django.urls import reverse

from hoctap.core.refusals import Forbidden, Refused
from hoctap.recognition import actions
from hoctap.recognition.models import TypedThere
from hoctap.recognition.result_exports import actions as exports
from hoctap.recognition.result_exports.queries import Wanted, export_workbook
from tests.recognition.elsewhere import CitizensRound, day
from tests.recognition.hands import queries_of, refused, shown, sign_in
from tests.recognition.test_citizens import add_person
from tests.world import World


@pytest.fixture
def citizens(world: World) -> CitizensRound:
    """She was scored here with 85; he came from the association's software."""
    citizens = CitizensRound(world)
    citizens.type_total(citizens.hers, "85")
    citizens.record(citizens.his)
    return citizens


def here(citizens: CitizensRound, name: str = "export_list") -> str:
    return reverse(name, args=[citizens.season.pk])


def typed(**other: object) -> dict[str, object]:
    return {"typed_on": day().isoformat(), "typed_by": "Bà Gõ", **other}


def cells(content: bytes) -> list[list[object]]:
    page = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [[cell.value for cell in line] for line in page.iter_rows()]


@pytest.mark.requirement("S0-41")
def test_who_was_scored_here_is_listed_and_who_came_from_there_is_not_typed_again(citizens: CitizensRound):
    client = sign_in(citizens.world.lan)
    page = shown(client.get(here(citizens)))
    assert "Lê Thị Vợ" in page
    assert f"choose-{citizens.his.pk}" not in page
    head, *rows = cells(client.get(here(citizens, "export_download")).content)
    assert head[:4] == ["STT", "Họ và tên", "Năm sinh", "Ấp, khóm"]
    assert [line[1] for line in rows] == ["Lê Thị Vợ"]
    assert rows[0][-2:] == [85, "Đạt"]


def test_the_columns_stand_in_the_order_that_a_template_keeps(citizens: CitizensRound):
    template = exports.keep_template(
        citizens.world.commune, "Màn hình nhập", ["total", "name", "hamlet"], by=citizens.officer
    )
    client = sign_in(citizens.world.lan)
    answer = client.get(here(citizens, "export_download"), {"template": str(template.pk)})
    assert cells(answer.content) == [["Tổng điểm", "Họ và tên", "Ấp, khóm"], [85, "Lê Thị Vợ", "Ấp 1"]]
    assert "cong-dan-hoc-tap" in answer["Content-Disposition"]
    assert "Màn hình nhập" in shown(client.get(here(citizens)))


def test_a_name_that_begins_like_a_formula_is_escaped(citizens: CitizensRound):
    for name in ("=cmd|x", "+84 Lê", "-Lê", "@Lê"):
        person = add_person(citizens.household, name, 1980)
        actions.enrol_households(citizens.season, by=citizens.officer)
        citizens.type_total(citizens.dossier(person), "85")
    rows = cells(export_workbook(citizens.season, Wanted(), ["name"]))
    assert sorted(str(line[0]) for line in rows[1:]) == ["'+84 Lê", "'-Lê", "'=cmd|x", "'@Lê", "Lê Thị Vợ"]


def test_one_row_is_marked_with_day_and_person_and_unmarked(citizens: CitizensRound):
    client = sign_in(citizens.world.lan)
    mark = here(citizens, "export_mark")
    refused(client.post(mark, typed()), "Chưa chọn công dân nào")
    refused(client.post(mark, typed(dossier=str(citizens.hers.pk), typed_by=" ")), "Chưa ghi ai đã nhập")
    refused(client.post(mark, typed(dossier=str(citizens.hers.pk), typed_on="")), "Chưa ghi ngày nhập")
    refused(
        client.post(mark, typed(dossier=str(citizens.hers.pk), typed_on=day(-2).isoformat())),
        "ở sau ngày hôm nay",
    )
    refused(
        client.post(mark, typed(dossier=str(citizens.hers.pk), typed_on="hôm qua")), "Ngày nhập chưa đúng"
    )
    assert client.post(mark, typed(dossier=str(citizens.hers.pk))).status_code == 302
    assert "Không có công dân nào" in shown(client.get(here(citizens)))
    assert "Bà Gõ" in shown(client.get(here(citizens), {"state": "typed"}))
    client.post(reverse("export_unmark", args=[citizens.hers.pk]))
    client.post(reverse("export_unmark", args=[citizens.hers.pk]))
    assert "Lê Thị Vợ" in shown(client.get(here(citizens)))


def test_all_that_are_filtered_for_are_marked_when_they_are_still_as_many(citizens: CitizensRound):
    citizens.type_total(citizens.dossier(citizens.far.head), "90")
    client = sign_in(citizens.world.lan)
    mark = here(citizens, "export_mark") + f"?hamlet={citizens.world.hamlet.pk}"
    refused(client.post(mark, typed(all="1", expected="2")), "Danh sách đã đổi từ lúc ông/bà xem: lúc đó 2")
    assert client.post(mark, typed(all="1", expected="1")).status_code == 302
    assert [one.dossier_id for one in TypedThere.objects.all()] == [citizens.hers.pk]


def test_a_total_that_changed_afterwards_is_to_be_typed_again(citizens: CitizensRound):
    mark = lambda: exports.mark_typed(  # noqa: E731
        citizens.season, Wanted(), typed_on=day(), typed_by="Bà Gõ", by=citizens.officer
    )
    assert mark() == 1
    with pytest.raises(Refused, match="Chưa chọn công dân nào"):
        mark()
    citizens.type_total(citizens.hers, "88")
    page = shown(sign_in(citizens.world.lan).get(here(citizens)))
    assert "điểm đã đổi" in page
    assert "đã nhập 85 điểm" in page
    assert mark() == 1
    assert TypedThere.objects.filter(undone_at__isnull=True).get().total == 88


def test_marked_again_with_the_same_total_nothing_changes(citizens: CitizensRound):
    for _ in range(2):
        exports.mark_typed(
            citizens.season, Wanted(), only=[citizens.hers.pk], typed_on=day(), typed_by="Bà Gõ",
            by=citizens.officer,
        )  # fmt: skip
    assert TypedThere.objects.count() == 1


def test_only_who_enters_for_the_whole_commune(citizens: CitizensRound):
    for user in (citizens.world.hung, citizens.world.oanh):
        by = citizens.world.actor(user)
        for act in (
            lambda by=by: exports.mark_typed(citizens.season, Wanted(), typed_on=day(), typed_by="x", by=by),
            lambda by=by: exports.unmark_typed(citizens.hers, by=by),
            lambda by=by: exports.keep_template(citizens.world.commune, "x", ["name"], by=by),
        ):
            with pytest.raises(Forbidden):
                act()
        client = sign_in(user)
        assert client.get(here(citizens)).status_code == 404
        assert client.get(here(citizens, "export_download")).status_code == 404


def test_the_page_takes_the_same_queries_for_one_citizen_as_for_two(citizens: CitizensRound):
    client = sign_in(citizens.world.lan)
    one = queries_of(client, here(citizens))
    citizens.type_total(citizens.dossier(citizens.far.head), "90")
    assert queries_of(client, here(citizens)) == one <= 14
