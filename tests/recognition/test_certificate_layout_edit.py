"""Where each word stands on a sheet that was printed before; its picture and its test sheet."""

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from hoctap.core.refusals import Forbidden
from hoctap.recognition.certificates import actions, contents, rules
from hoctap.recognition.models import CertificateLayout
from tests.recognition.hands import queries_of, refused, shown, sign_in
from tests.season import Season


def keep(season: Season, name: str = "Phôi đỏ", **other: Any) -> CertificateLayout:
    values = {
        "name": name, "paper": "a4", "fields": rules.usual_fields("a4"), "offset_x": Decimal(0), "offset_y": Decimal(0),
        **other,
    }  # fmt: skip
    return actions.save_layout(None, season.commune, **values, by=season.by(season.officer))


def address(layout: CertificateLayout, name: str = "certificate_layout_edit") -> str:
    return reverse(name, args=[layout.pk])


def form(**other: str) -> dict[str, str]:
    return {
        "name": "Phôi đỏ", "paper": "a4", "offset_x": "-1,5", "offset_y": "2", "holder-shown": "1", "holder-x": "30,5",
        "holder-y": "92", "holder-width": "230", "holder-size": "28", "holder-align": "right", "holder-bold": "1",
        **other,
    }  # fmt: skip


def test_the_officer_moves_the_words_and_shifts_the_printer(decided: Season):
    layout = keep(decided)
    lan = sign_in(decided.officer)
    page = shown(lan.get(address(layout)))
    assert address(layout, "certificate_layout_preview") in page
    assert "Họ tên người ký" in page
    assert "Đã lưu" in shown(lan.post(address(layout), form(), follow=True))
    layout.refresh_from_db()
    assert (layout.offset_x, layout.offset_y) == (Decimal("-1.5"), Decimal(2))
    assert layout.fields == {
        "holder": {"x": 30.5, "y": 92.0, "width": 230.0, "size": 28.0, "align": "right", "bold": True}
    }


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"holder-shown": ""}, "phải in họ tên"),
        ({"holder-x": "400"}, "nằm ngoài tờ giấy 297 × 210 mm"),
        ({"holder-y": "-3"}, "nằm ngoài tờ giấy"),
        ({"holder-width": "290"}, "không quá mép giấy"),
        ({"holder-width": "2"}, "từ 8 mm"),
        ({"holder-size": "300"}, "cỡ chữ từ 6 đến 72"),
        ({"holder-x": "ba"}, "phải là số"),
        ({"holder-x": "nan"}, "phải là số"),
        ({"holder-x": ""}, "phải là số"),
        ({"offset_x": "25"}, "không quá 20 mm"),
        ({"offset_y": "x"}, "Chưa lưu được"),
        ({"name": " "}, "Chưa lưu được"),
        ({"paper": "a5"}, "không quá mép giấy"),
    ],
)
def test_a_word_that_would_not_stand_on_the_sheet_is_refused(
    decided: Season, other: dict[str, str], words: str
):
    layout = keep(decided)
    refused(sign_in(decided.officer).post(address(layout), form(**other)), words)
    layout.refresh_from_db()
    assert layout.fields == rules.usual_fields("a4")


def test_what_was_typed_stays_on_the_page(decided: Season):
    layout = keep(decided)
    answer = sign_in(decided.officer).post(address(layout), form(**{"holder-y": "999", "number-x": "7,25"}))
    assert 'value="999"' in shown(answer)
    assert 'value="7,25"' in shown(answer)


@pytest.mark.parametrize("paper", ["a4", "a5"])
def test_the_usual_positions_stand_on_their_sheet(paper: str):
    assert rules.field_blockers(paper, rules.usual_fields(paper)) == []


def test_the_preview_is_a_picture_and_the_test_sheet_a_pdf(decided: Season):
    layout = keep(decided)
    lan = sign_in(decided.officer)
    picture = lan.get(address(layout, "certificate_layout_preview"))
    assert picture["Content-Type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    sheet = lan.get(address(layout, "certificate_layout_test"))
    assert sheet["Content-Type"] == "application/pdf"
    assert sheet.content.startswith(b"%PDF-")


def test_the_test_sheet_has_a_box_for_each_word_that_is_printed(decided: Season):
    layout = keep(decided)
    data = contents.test_sheet(layout.name, contents.sheet_of(layout))
    assert {box["label"] for box in data["boxes"]} == {rules.FIELDS[key] for key in layout.fields}
    assert "Phôi đỏ" in data["words"]


def test_it_is_dropped(decided: Season):
    layout = keep(decided)
    answer = sign_in(decided.officer).post(address(layout, "certificate_layout_drop"), follow=True)
    assert "Đã bỏ mẫu phôi “Phôi đỏ”" in shown(answer)
    assert not CertificateLayout.objects.exists()


def test_others_may_not(decided: Season):
    layout = keep(decided)
    names = ("certificate_layout_edit", "certificate_layout_preview", "certificate_layout_test")
    for user, status in ((decided.chair, 403), (decided.head, 403), (decided.world.oanh, 404)):
        client = sign_in(user)
        assert {client.get(address(layout, name)).status_code for name in names} == {status}
        assert client.post(address(layout), form()).status_code == status
        assert client.post(address(layout, "certificate_layout_drop")).status_code == status
    by = decided.by(decided.world.oanh)
    with pytest.raises(Forbidden):
        actions.drop_layout(layout, by=by)
    with pytest.raises(Forbidden):
        actions.save_layout(
            layout, decided.world.other_commune, name="x", paper="a4", fields=layout.fields, offset_x=Decimal(0),
            offset_y=Decimal(0), by=by,
        )  # fmt: skip


def test_the_number_of_queries(decided: Season):
    assert queries_of(sign_in(decided.officer), address(keep(decided))) <= 12
