"""One edition with every line, and what its writer may do with it."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook
from PIL import Image

from hoctap.core.actor import system_job
from hoctap.criteria.actions import load_shipped_editions
from hoctap.criteria.drafting import actions
from hoctap.criteria.drafting.queries import content_of
from hoctap.criteria.models import CriteriaEdition, EditionPage
from tests.criteria.drafts import draft, filled, publish
from tests.recognition.hands import queries_of, refused, shown, sign_in
from tests.season import SCAN
from tests.world import World


def shipped(code: str) -> CriteriaEdition:
    load_shipped_editions(by=system_job("kiểm thử"))
    return CriteriaEdition.objects.get(code=code)


def address(edition: CriteriaEdition) -> str:
    return f"/criteria/editions/{edition.pk}/"


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 60), "white").save(out, "JPEG")
    return out.getvalue()


def test_points_clauses_and_validity_stand_on_it(world: World) -> None:
    page = shown(sign_in(world.lan).get(address(publish(world, filled(world)))))
    for words in (
        "Quyết định số 12/QĐ-UBND ngày 05/01/2024 của UBND huyện",
        "số 12/QĐ-UBND ngày 05/01/2024",
        "từ 01/02/2024, chưa ghi ngày hết",
        "từ 70 điểm",
        "Mượn sách thư viện",
        "Mục 2",
        "MẪU CHƯA XÁC THỰC",
    ):
        assert words in page, words


def test_levels_variants_and_exemptions_stand_on_it(world: World) -> None:
    lan = sign_in(world.lan)
    page = shown(lan.get(address(shipped("cong-dong-hoc-tap-xa-tt25"))))
    for words in ("Mức độ 1", "Mức độ 2", "Xã thuộc vùng khó khăn: Mức độ 1 ≥", "Tính từ: Công dân học tập"):
        assert words in page, words
    page = shown(lan.get(address(shipped("don-vi-hoc-tap-huyen-tt24"))))
    assert "trừ Tổ chức kinh tế" in page
    assert "chỉ với Cơ quan, đơn vị sự nghiệp công lập" in page
    assert "không hỏi" in page


@pytest.mark.parametrize(
    "code",
    [
        "cong-dong-hoc-tap-xa-tt25",
        "don-vi-hoc-tap-huyen-tt22",
        "gia-dinh-hoc-tap-242",
        "cong-dong-hoc-tap-xa-tt44",
    ],
)
def test_every_kind_of_edition_is_shown(world: World, code: str) -> None:
    page = shown(sign_in(world.minh).get(address(shipped(code))))
    assert "Ghi các dòng" not in page
    assert "Chép thành bản nháp" not in page


def test_the_writer_has_his_tools_and_reads_what_is_missing(world: World) -> None:
    edition = filled(world, declared_total=90)
    page = shown(sign_in(world.bich).get(address(edition)))
    for words in ("Ghi các dòng", "Sửa phần đầu", "Ban hành", "Bỏ bản nháp", "văn bản ghi 90"):
        assert words in page, words
    assert "Ghi các dòng" not in shown(sign_in(world.bich).get(address(world.edition)))


def test_a_draft_is_nobody_else_s_to_see(world: World) -> None:
    edition = draft(world)
    for who in (world.lan, world.oanh, world.hung):
        assert sign_in(who).get(address(edition)).status_code == 404


def test_the_page_takes_a_fixed_number_of_queries(world: World) -> None:
    bich = sign_in(world.bich)
    edition = filled(world)
    few = queries_of(bich, address(edition))
    for number in range(3):
        actions.add_edition_page(edition, SCAN, name=f"trang {number}", by=world.actor(world.bich))
        filled(world, draft(world, name=f"Bản {number}"))
    assert queries_of(bich, address(edition)) == few


def test_pages_are_added_shown_and_dropped(world: World) -> None:
    edition, bich = draft(world), sign_in(world.bich)
    file = SimpleUploadedFile("trang.jpg", photo(), content_type="image/jpeg")
    answer = bich.post(
        reverse("edition_page_add", args=[edition.pk]), {"page": file, "name": "trang 5", "back": "lines"}
    )
    assert answer["Location"] == reverse("edition_lines", args=[edition.pk])
    page = EditionPage.objects.get()
    assert page.is_photo
    copy = bich.get(reverse("edition_page", args=[page.pk]))
    assert (copy.status_code, copy["Content-Type"]) == (200, "image/jpeg")
    assert "inline" in copy["Content-Disposition"]
    assert f'src="{reverse("edition_page", args=[page.pk])}"' in shown(bich.get(address(edition)))
    assert sign_in(world.lan).get(reverse("edition_page", args=[page.pk])).status_code == 404
    assert sign_in(world.lan).post(reverse("edition_page_drop", args=[page.pk])).status_code == 404
    assert bich.post(reverse("edition_page_drop", args=[page.pk])).status_code == 302
    assert not EditionPage.objects.exists()


def test_a_page_that_is_no_photo_is_refused(world: World) -> None:
    edition, bich = draft(world), sign_in(world.bich)
    file = SimpleUploadedFile("trang.exe", b"MZ", content_type="image/jpeg")
    answer = bich.post(reverse("edition_page_add", args=[edition.pk]), {"page": file}, follow=True)
    assert "không nhận" in shown(answer)
    assert "Chọn ảnh chụp" in shown(bich.post(reverse("edition_page_add", args=[edition.pk]), follow=True))
    assert not EditionPage.objects.exists()


def test_the_instrument_is_opened_again(world: World) -> None:
    edition = publish(world, filled(world))
    copy = sign_in(world.lan).get(reverse("edition_instrument", args=[edition.pk]))
    assert (copy.status_code, copy.content) == (200, SCAN)
    assert sign_in(world.lan).get(reverse("edition_instrument", args=[world.edition.pk])).status_code == 404


def test_the_workbook_goes_out_is_changed_and_comes_back(world: World) -> None:
    edition, bich = filled(world), sign_in(world.bich)
    answer = bich.get(reverse("edition_workbook", args=[edition.pk]))
    assert answer["Content-Disposition"].endswith(f'"{edition.code}.xlsx"')
    book = load_workbook(io.BytesIO(answer.content))
    book["Tiêu chí"]["C2"].value = "Có tủ sách, góc đọc"
    out = io.BytesIO()
    book.save(out)
    take = reverse("edition_take", args=[edition.pk])
    file = SimpleUploadedFile("bo.xlsx", out.getvalue())
    assert bich.post(take, {"file": file, "version": edition.version}).status_code == 302
    edition.refresh_from_db()
    assert content_of(edition).lines[0].label == "Có tủ sách, góc đọc"
    assert content_of(edition).threshold == 70


def test_a_workbook_with_a_bad_cell_changes_nothing(world: World) -> None:
    edition, bich = filled(world), sign_in(world.bich)
    book = load_workbook(io.BytesIO(bich.get(reverse("edition_workbook", args=[edition.pk])).content))
    book["Tiêu chí"]["E3"].value = "hai mươi"
    out = io.BytesIO()
    book.save(out)
    take = reverse("edition_take", args=[edition.pk])
    answer = bich.post(
        take, {"file": SimpleUploadedFile("bo.xlsx", out.getvalue()), "version": edition.version}
    )
    refused(answer, "Trang “Tiêu chí”, dòng 3, cột “Điểm tối đa”", "không phải là số")
    assert content_of(edition).lines[0].label == "Có tủ sách"
    refused(bich.post(take, {"version": edition.version}), "Tệp rỗng")
    refused(
        bich.post(take, {"file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04xl/"), "version": edition.version}),
        "Excel",
    )


def test_a_draft_is_dropped_by_its_writer_only(world: World) -> None:
    edition = draft(world)
    drop = reverse("edition_drop", args=[edition.pk])
    assert sign_in(world.lan).post(drop).status_code == 404
    assert sign_in(world.lan).post(reverse("edition_drop", args=[world.edition.pk])).status_code == 403
    assert sign_in(world.bich).post(drop).status_code == 302
    assert not CriteriaEdition.objects.filter(pk=edition.pk).exists()
