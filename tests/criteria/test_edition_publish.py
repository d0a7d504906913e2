"""Publication on the screen."""

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from hoctap.criteria.drafting import actions
from hoctap.criteria.models import CriteriaEdition, Criterion
from tests.criteria.drafts import draft, filled, publish
from tests.recognition.hands import refused, shown, sign_in
from tests.season import SCAN
from tests.world import World


def address(edition: CriteriaEdition) -> str:
    return f"/criteria/editions/{edition.pk}/publish/"


def form(edition: CriteriaEdition, **other: Any) -> dict[str, Any]:
    usual = {
        "number": "12/QĐ-UBND",
        "dated_on": "2024-01-05",
        "copy": SimpleUploadedFile("qd.pdf", SCAN),
        "is_compared": "on",
        "version": edition.version,
    }
    return usual | other


def test_the_district_publishes_and_the_commune_reads_it(world: World) -> None:
    edition, bich = filled(world), sign_in(world.bich)
    assert "Tôi đã đối chiếu từng dòng" in shown(bich.get(address(edition)))
    assert bich.post(address(edition), form(edition)).status_code == 302
    edition.refresh_from_db()
    assert edition.published_at
    assert not edition.is_sample
    page = shown(sign_in(world.lan).get(f"/criteria/editions/{edition.pk}/"))
    assert "đã đối chiếu văn bản" in page
    assert "Đỗ Ngọc Bích" in page


def test_what_stands_in_the_way_is_said_before_and_after(world: World) -> None:
    edition, bich = filled(world, declared_total=90), sign_in(world.bich)
    assert "văn bản ghi 90" in shown(bich.get(address(edition)))
    refused(bich.post(address(edition), form(edition)), "văn bản ghi 90")
    refused(bich.post(address(edition), form(edition, copy="")), "Đính kèm bản quét")
    refused(bich.post(address(edition), form(edition, dated_on="hôm qua")), "Ngày chưa đúng")
    edition.refresh_from_db()
    assert edition.published_at is None


def test_two_titles_that_would_be_judged_by_each_other_are_refused(world: World) -> None:
    by = world.actor(world.bich)

    def asking(title: str, measure: str) -> CriteriaEdition:
        edition = draft(world, title=title, scoring="standards")
        header = {
            "instrument": "Quyết định số 12/QĐ-UBND",
            "valid_from": dt.date(2024, 2, 1),
            "levels": [{"code": "1", "label": "Mức độ 1"}],
        }
        edition = actions.keep_header(edition, header, version=edition.version, by=by)
        Criterion.objects.create(
            edition=edition,
            position=0,
            code="L1",
            group="Nhóm",
            label="Tỷ lệ",
            clause="Mục 1",
            verification="sample",
            conditions=[{"ask": "share", "least": {"1": 50}, "measure": measure}],
        )
        return edition

    publish(world, asking("learning_unit", "learning_clan.recognised"))
    second, bich = asking("learning_clan", "learning_unit.recognised"), sign_in(world.bich)
    words = "Dòng 1 (L1): “learning_unit.recognised” tính từ “Đơn vị học tập"
    assert words in shown(bich.get(address(second)))
    refused(bich.post(address(second), form(second)), words)
    assert "thành vòng quẩn" in shown(bich.get(f"/criteria/editions/{second.pk}/"))


def test_the_one_before_is_named_and_ended_when_asked(world: World) -> None:
    first = publish(world, filled(world))
    second = filled(world, draft(world, base=first, name="Bộ mới"), valid_from="2026-01-01")
    second.refresh_from_db()
    bich = sign_in(world.bich)
    assert "Kết thúc hiệu lực bộ trước" in shown(bich.get(address(second)))
    refused(bich.post(address(second), form(second)), "Hiệu lực trùng với")
    assert bich.post(address(second), form(second, closes="on")).status_code == 302
    first.refresh_from_db()
    assert str(first.valid_to) == "2026-01-01"


def test_only_its_writer(world: World) -> None:
    edition = filled(world)
    assert sign_in(world.lan).post(address(edition), form(edition)).status_code == 404
    assert sign_in(world.minh).get(address(edition)).status_code == 403
    assert sign_in(world.lan).get(address(world.edition)).status_code == 403
