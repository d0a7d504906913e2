"""What stands above the table."""

import datetime as dt
from typing import Any

from hoctap.criteria.models import CriteriaEdition
from tests.criteria.drafts import draft, filled, publish
from tests.recognition.hands import refused, shown, sign_in
from tests.world import World


def address(edition: CriteriaEdition) -> str:
    return f"/criteria/editions/{edition.pk}/edit/"


def form(edition: CriteriaEdition, **other: Any) -> dict[str, Any]:
    usual = {
        "name": "Bộ của huyện, sửa",
        "instrument": "Quyết định số 9/QĐ-UBND",
        "valid_from": "2025-01-01",
        "threshold": "82,5",
        "declared_total": "100",
        "version": edition.version,
        "grades-1-code": "kha",
        "grades-1-label": "Khá",
        "grades-1-from": "82,5",
        "grades-1-below": "90",
        "grades-2-code": "tot",
        "grades-2-label": "Tốt",
        "grades-2-from": "90",
        "forms-3-code": "worker",
        "forms-3-label": "Người lao động",
    }
    return usual | other


def test_the_header_and_its_lists_are_kept_and_shown_again(world: World) -> None:
    edition, bich = draft(world), sign_in(world.bich)
    assert "Điểm đạt" in shown(bich.get(address(edition)))
    assert bich.post(address(edition), form(edition)).status_code == 302
    edition.refresh_from_db()
    assert (edition.name, edition.threshold, edition.valid_from) == (
        "Bộ của huyện, sửa",
        82.5,
        dt.date(2025, 1, 1),
    )
    assert edition.grades == [
        {"code": "kha", "label": "Khá", "from": 82.5, "below": 90},
        {"code": "tot", "label": "Tốt", "from": 90},
    ]
    assert edition.forms == [{"code": "worker", "label": "Người lao động"}]
    page = shown(bich.get(address(edition)))
    assert 'value="82,5"' in page


def test_standards_have_levels_and_no_threshold(world: World) -> None:
    edition = draft(world, title="learning_community_commune", scoring="standards")
    bich = sign_in(world.bich)
    page = shown(bich.get(address(edition)))
    assert "Mức độ, thấp nhất trước" in page
    assert "Điểm đạt" not in page
    sent = {
        "name": "B",
        "valid_from": "2025-01-01",
        "version": 1,
        "levels-1-code": "1",
        "levels-1-label": "Mức độ 1",
        "valid_months": "36",
    }
    assert bich.post(address(edition), sent).status_code == 302
    edition.refresh_from_db()
    assert (edition.levels, edition.valid_months) == ([{"code": "1", "label": "Mức độ 1"}], 36)


def test_what_cannot_be_is_refused_and_stays_to_be_corrected(world: World) -> None:
    edition, bich = draft(world), sign_in(world.bich)
    for other, words in (
        ({"threshold": "tám mươi"}, "Ghi số, ví dụ 80 hoặc 7,5"),
        ({"grades-1-from": "nhiều"}, "chưa phải là số"),
        ({"valid_to": "2024-01-01"}, "Ngày hết hiệu lực phải sau ngày bắt đầu"),
        ({"valid_from": ""}, "Ghi ngày bắt đầu hiệu lực"),
        ({"name": ""}, "Hãy ghi tên"),
        ({"grades-2-code": "kha"}, "hai dòng trùng mã"),
        ({"forms-3-label": ""}, "ghi cả mã và tên"),
        ({"forms-3-label": "A; B"}, "không dùng dấu “;”"),
        ({"valid_months": "999"}, "240"),
        ({"version": "7"}, "đã được sửa"),
    ):
        refused(bich.post(address(edition), form(edition, **other)), words, "Quyết định số 9")
    edition.refresh_from_db()
    assert edition.version == 1


def test_only_its_writer_and_only_a_draft(world: World) -> None:
    edition = draft(world)
    assert sign_in(world.lan).get(address(edition)).status_code == 404
    assert sign_in(world.lan).post(address(world.edition), form(edition)).status_code == 403
    done = publish(world, filled(world, edition))
    assert sign_in(world.bich).get(address(done)).status_code == 422
    assert sign_in(world.lan).get(address(done)).status_code == 403
