"""The table of lines: typed, pasted, refused by cell, with the printed page beside it."""

from typing import Any

from hoctap.criteria.drafting import actions
from hoctap.criteria.drafting.queries import content_of
from hoctap.criteria.models import CriteriaEdition
from tests.criteria.drafts import ROWS, draft, filled, publish
from tests.recognition.hands import queries_of, refused, shown, sign_in
from tests.season import SCAN
from tests.world import World


def address(edition: CriteriaEdition) -> str:
    return f"/criteria/editions/{edition.pk}/lines/"


def form(edition: CriteriaEdition, rows: Any = ROWS, **other: Any) -> dict[str, Any]:
    edition.refresh_from_db()
    cells = {
        f"lines-{number}-{key}": value
        for number, row in enumerate(rows, start=1)
        for key, value in row.items()
    }
    return {"version": edition.version, **cells, **other}


def test_rows_are_typed_and_stand_there_again_with_what_is_not_yet_right(world: World) -> None:
    edition, bich = draft(world), sign_in(world.bich)
    assert 'name="lines-8-code"' in shown(bich.get(address(edition)))
    assert bich.post(address(edition), form(edition)).status_code == 302
    page = shown(bich.get(address(edition)))
    assert "Mỗi ngày đọc nửa giờ" in page
    assert "Mức đạt phải lớn hơn 0" in page
    assert 'value="40"' in page


def test_rows_are_pasted_out_of_excel(world: World) -> None:
    edition, bich = draft(world), sign_in(world.bich)
    text = (
        "Mã\tNhóm\tNội dung\tĐiều khoản\tĐiểm tối đa\tCần minh chứng\n"
        "S1\t1. Sách\tCó tủ sách\tMục 1\t40\tcó\r\n"
        "S2\t\tMượn sách\tMục 2\t60\t\n\n"
    )
    assert bich.post(address(edition), form(edition, [], pasted=text)).status_code == 302
    lines = content_of(edition).lines
    assert [(line.code, line.group, line.max_points, line.needs_evidence) for line in lines] == [
        ("S1", "1. Sách", 40, True),
        ("S2", "1. Sách", 60, False),
    ]


def test_a_row_whose_cells_are_emptied_goes(world: World) -> None:
    edition, bich = filled(world), sign_in(world.bich)
    rows = [ROWS[0], dict.fromkeys(ROWS[1], ""), ROWS[2]]
    bich.post(address(edition), form(edition, rows))
    assert [line.code for line in content_of(edition).lines] == ["S1", "S3"]


def test_parts_of_a_line_are_rows_without_a_code(world: World) -> None:
    edition = draft(world, title="learning_community_commune", scoring="standards")
    by = world.actor(world.bich)
    levels = [{"code": "1", "label": "Mức độ 1"}, {"code": "2", "label": "Mức độ 2"}]
    variants = [{"code": "hard", "label": "Vùng khó khăn"}]
    edition = actions.keep_header(edition, {"levels": levels, "variants": variants}, version=1, by=by)
    bich = sign_in(world.bich)
    page = shown(bich.get(address(edition)))
    assert "Từ – Mức độ 2" in page
    assert "Vùng khó khăn – Mức độ 1" in page
    rows = [
        {"code": "X1", "group": "1", "label": "Người lớn", "clause": "Điều 1", "part": "a", "ask": "tỷ lệ %",
         "least:1": "60", "least:2": "80", "eased:hard:1": "50"},
        {"part": "b", "ask": "số lượng", "least:1": "4", "least:2": "4,5", "unit": "lớp"},
        {"code": "X2", "group": "1", "label": "Có kế hoạch", "clause": "Điều 2"},
    ]  # fmt: skip
    assert bich.post(address(edition), form(edition, rows)).status_code == 302
    first, second = content_of(edition).lines
    assert first.conditions == [
        {"code": "a", "ask": "share", "least": {"1": 60, "2": 80}, "eased": {"hard": {"1": 50}}},
        {"code": "b", "ask": "count", "least": {"1": 4, "2": 4.5}, "unit": "lớp"},
    ]
    assert second.conditions == []


def test_a_number_where_nothing_is_measured_is_refused(world: World) -> None:
    edition = draft(world, title="learning_community_commune", scoring="standards")
    levels = [{"code": "1", "label": "Mức độ 1"}]
    edition = actions.keep_header(edition, {"levels": levels}, version=1, by=world.actor(world.bich))
    row = {"code": "X1", "group": "1", "label": "A", "clause": "B", "least:1": "60", "ask": ""}
    refused(sign_in(world.bich).post(address(edition), form(edition, [row])), "Dòng 1, cột “Hỏi gì”")


def test_what_cannot_be_read_is_marked_in_its_cell_and_what_was_typed_stays(world: World) -> None:
    edition, bich = filled(world), sign_in(world.bich)
    rows = [ROWS[0], ROWS[1] | {"max_points": "nhiều", "label": "Chữ vừa gõ"}]
    answer = bich.post(address(edition), form(edition, rows))
    refused(answer, 'href="#cell-2-max_points"', 'id="cell-2-max_points"', "Chữ vừa gõ", 'value="nhiều"')
    assert len(content_of(edition).lines) == 3
    refused(bich.post(address(edition), form(edition) | {"version": "1"}), "đã được sửa")


def test_printed_pages_stand_beside_it(world: World) -> None:
    edition = draft(world)
    actions.add_edition_page(edition, SCAN, name="Trang 5", by=world.actor(world.bich))
    assert "Trang 5" in shown(sign_in(world.bich).get(address(edition)))


def test_only_its_writer_and_only_a_draft(world: World) -> None:
    edition = draft(world)
    assert sign_in(world.lan).get(address(edition)).status_code == 404
    assert sign_in(world.lan).get(address(world.edition)).status_code == 403
    assert sign_in(world.lan).post(address(world.edition), form(edition)).status_code == 403
    done = publish(world, filled(world, edition))
    assert sign_in(world.bich).post(address(done), form(done)).status_code == 422
    assert len(content_of(done).lines) == 3


def test_it_takes_a_fixed_number_of_queries(world: World) -> None:
    bich = sign_in(world.bich)
    few = queries_of(bich, address(filled(world)))
    more = [ROWS[0] | {"code": f"S{number}"} for number in range(60)]
    assert queries_of(bich, address(filled(world, draft(world), rows=more))) == few
