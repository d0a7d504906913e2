"""Drafts that are filled from the installation and say what nobody knows."""

import io

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document

from hoctap.core.dates import today
from hoctap.core.registries import Fact, protection_facts
from hoctap.papers.layout_check import check_layout
from hoctap.people import actions as people
from hoctap.privacy.contents import DRAFT_MARK
from hoctap.privacy.queries import installation
from tests.privacy.test_incident_detail import words_of
from tests.world import World, make_household

URL = "/privacy/drafts/"


def line(docx: bytes, label: str) -> str:
    tables = Document(io.BytesIO(docx)).tables
    rows = [[cell.text for cell in row.cells] for table in tables for row in table.rows]
    return next(row[1] for row in rows if row[0] == label)


def test_figures_and_grounds_come_from_the_records_and_the_unknown_is_a_blank(world: World, client: Client):
    for number in range(3):
        make_household(world.hamlet, f"Người {'ABC'[number]}")
    make_household(world.other_hamlet, "Người Xã Khác")
    by = world.actor(world.admin)
    people.record_place_basis(
        world.commune, purpose="recognition", legal_text="Văn bản số 9", given_on=today(), by=by
    )
    client.force_login(world.admin)
    docx = client.get(reverse("draft_print", args=[world.commune.pk, "impact"])).content
    assert check_layout(docx, "record", sample_mark=DRAFT_MARK) == []
    assert line(docx, "Số người đang có trong sổ") == "3"
    assert "Văn bản số 9" in line(docx, "Công nhận danh hiệu")
    assert "chưa đặt lịch" in line(docx, "Sao lưu và thử khôi phục")
    assert set(line(docx, "Nơi đặt máy chủ, bản sao lưu")) == {"…"} == set(line(docx, "Mức độ"))
    assert "đề xuất, chưa có quyết định" in line(docx, "Người đã rời xã")
    words = words_of(docx)
    for part in ("a) ", "b) ", "c) ", "d) ", "đ) ", "e) ", "g) ", "h) ", "i) "):
        assert f"\n{part}" in words
    assert "chưa kiểm chứng" in words


def test_what_another_part_of_the_house_tells_stands_in_the_draft(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
):
    told = dict(protection_facts.items()) | {
        "backup": lambda: Fact("Sao lưu", "mỗi đêm, đã thử khôi phục", True)
    }
    monkeypatch.setattr(protection_facts, "_entries", told)
    client.force_login(world.admin)
    body = client.get(URL).content.decode()
    assert "mỗi đêm, đã thử khôi phục" in body
    assert "Sao lưu và thử khôi phục" not in body
    assert "cơ sở dữ liệu từ chối mọi lệnh sửa, xóa" in body


def test_one_commune_is_level_2_and_several_under_a_province_are_level_3(world: World, client: Client):
    assert installation(world.commune).advice.level == 2
    role = world.lan.capacities.get().roles.get()
    role.pk = None
    role.place, role.role = world.province, "supervisor"
    role.save()
    advice = installation(world.commune).advice
    assert advice.level == 3
    client.force_login(world.admin)
    docx = client.get(reverse("draft_print", args=[world.commune.pk, "level"])).content
    assert "Đề xuất cấp độ 3" in words_of(docx)
    assert check_layout(docx, "record", sample_mark=DRAFT_MARK) == []


def test_drafts_of_other_places_and_of_other_names_are_not_there(world: World, client: Client):
    client.force_login(world.admin)
    assert client.get(reverse("draft_print", args=[world.other_commune.pk, "level"])).status_code == 404
    assert client.get(reverse("draft_print", args=[world.commune.pk, "khac"])).status_code == 404
    client.force_login(world.lan)
    assert client.get(URL).status_code == 403
