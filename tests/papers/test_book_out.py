"""Sổ đăng ký văn bản đi: ten columns, filled from the signed papers; gaps with their cure; on paper and as a workbook."""

import datetime as dt
import io

import pytest
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from hoctap.papers.books import actions, queries, sheets
from hoctap.papers.books.recipients import RecipientLine
from hoctap.papers.models import Paper, PaperRecipient, PaperState
from hoctap.places.models import Organisation
from tests.papers.book_hands import own, signed
from tests.recognition.hands import queries_of, shown, sign_in
from tests.season import Season


def address(organisation: Organisation, **query: object) -> str:
    rest = "&".join(f"{key}={value}" for key, value in ({"year": 2024} | query).items())
    return f"{reverse('book_out', args=[organisation.pk])}?{rest}"


@pytest.mark.requirement("S2-01")
def test_a_signed_paper_stands_in_its_book_with_what_was_recorded(decided: Season):
    paper, lan = decided.decision.paper, decided.by(decided.officer)
    lines = [
        RecipientLine(decided.association, purpose="carry_out"),
        RecipientLine(words="VT", purpose="keep"),
    ]
    actions.set_recipients(paper, lines, by=lan)
    actions.record_dispatch(
        paper,
        copies=3,
        kept_by="Văn thư",
        handed_on=dt.date(2024, 11, 9),
        signed_for="Lê Thị Mai",
        note="Bản giấy",
        by=lan,
    )
    (row,) = queries.out_rows(queries.outgoing(decided.committee, 2024))
    assert len(queries.OUT_HEADS) == 10
    assert row.cells == [
        "07/QĐ-UBND",
        "08/11/2024",
        f"Quyết định công nhận: {paper.title}" if row.label != "Quyết định" else f"Quyết định: {paper.title}",
        paper.signer,
        "Hội Khuyến học xã Tân Kiều (để thực hiện); Lưu: VT",
        "Văn thư",
        3,
        "09/11/2024",
        "Lê Thị Mai",
        "Bản giấy",
    ]
    body = shown(sign_in(decided.officer).get(address(decided.committee)))
    for words in ("07/QĐ-UBND", "08/11/2024", "Lê Thị Mai", "Lưu: VT"):
        assert words in body


def test_unsigned_papers_and_other_years_stand_in_no_book(decided: Season):
    signed(decided, decided.association, 9, year=2023, dated_on=dt.date(2023, 5, 1))
    Paper.objects.create(
        kind="submission", issuer=decided.association, place=decided.commune, year=2024, title="Nháp"
    )
    assert [p.full_number for p in queries.outgoing(decided.association, 2024)] == ["03/TTr-HKH"]
    assert [p.full_number for p in queries.outgoing(decided.association, 2023)] == ["09/TTr-HKH"]


def test_a_gap_of_an_own_book_is_shown_with_its_cure_and_of_an_outside_one_only_told(decided: Season):
    lan = sign_in(decided.officer)
    body = shown(lan.get(address(decided.association)))
    assert "chưa có văn bản mang số: 1–2 (TTr)" in body
    assert reverse("book_free", args=[decided.association.pk]) not in body
    own(decided.association)
    body = shown(lan.get(address(decided.association)))
    assert "Số 1–2 (TTr)" in body
    assert (
        f"{reverse('book_free', args=[decided.association.pk])}?year=2024&amp;series=TTr&amp;first=1&amp;last=2"
        in body
    )


def test_it_is_searched_by_number_words_signer_and_receiver(decided: Season):
    one = signed(decided, decided.association, 41, title="Về quỹ khuyến học", signer="Đỗ Thu Hà")
    PaperRecipient.objects.create(paper=one, position=1, words="Trường Tiểu học Tân Kiều 1")
    signed(decided, decided.association, 42, title="Về đại hội")

    def found(search: str) -> list[int | None]:
        return [p.number for p in queries.outgoing(decided.association, 2024, search=search)]

    assert found("quỹ") == [41]
    assert found("41/TTr") == [41]
    assert found("thu hà") == [41]
    assert found("tiểu học") == [41]
    assert found("không có") == []


def test_a_book_of_200_papers_takes_as_many_queries_as_one_of_20(decided: Season):
    client = sign_in(decided.officer)

    def add(first: int, last: int) -> None:
        made = Paper.objects.bulk_create(
            Paper(
                kind="submission",
                issuer=decided.association,
                place=decided.commune,
                year=2024,
                title=f"Văn bản {number}",
                state=PaperState.SIGNED,
                number=number,
                dated_on=dt.date(2024, 6, 1),
                signer="Lan",
                signed_recorded_at=dt.datetime(2024, 6, 1, tzinfo=dt.UTC),
                signed_recorded_by=decided.officer,
            )
            for number in range(first, last)
        )
        PaperRecipient.objects.bulk_create(
            PaperRecipient(paper=paper, position=at, words=f"Nơi {at}") for paper in made for at in range(3)
        )

    add(10, 30)
    few = queries_of(client, address(decided.association))
    add(30, 210)
    assert queries_of(client, address(decided.association)) == few
    assert few <= 17


def test_the_next_commune_finds_no_book(decided: Season):
    assert sign_in(decided.world.oanh).get(address(decided.association)).status_code == 404
    answer = sign_in(decided.world.oanh).get(
        reverse("book_file", args=[decided.association.pk, "out", "docx"])
    )
    assert answer.status_code == 404


@pytest.mark.parametrize("which", ["out", "in", "follow"])
def test_a_book_goes_out_on_paper_and_as_a_workbook_with_the_same_cells(decided: Season, which: str):
    actions.enter_incoming(
        decided.association,
        actions.IncomingDetails(
            issuer_name="Sở Giáo dục & Đào tạo",
            title="Góp ý <dự thảo>",
            number="=1+1",
            dated_on=dt.date(2024, 3, 1),
            received_on=dt.date(2024, 3, 4),
        ),
        by=decided.by(decided.officer),
    )
    lan = sign_in(decided.officer)
    page = f"{reverse('book_file', args=[decided.association.pk, which, 'docx'])}?year=2024"
    document = Document(io.BytesIO(lan.get(page).content))
    words = [paragraph.text for paragraph in document.paragraphs]
    assert "HỘI KHUYẾN HỌC XÃ TÂN KIỀU" in words
    assert sheets.BOOKS[which].title.upper() in words
    assert "Năm 2024" in words
    (table,) = document.tables
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells[0] == list(sheets.BOOKS[which].heads)
    kept = [
        ["" if one is None else str(one) for one in row]
        for row in sheets.rows_of(which, decided.association, 2024)
    ]
    assert cells[2:] == kept
    section = document.sections[0]
    assert section.page_width > section.page_height
    page = f"{reverse('book_file', args=[decided.association.pk, which, 'xlsx'])}?year=2024"
    book = load_workbook(io.BytesIO(lan.get(page).content)).active
    rows = list(book.iter_rows(values_only=True))
    assert rows[0] == tuple(sheets.BOOKS[which].heads)
    assert len(rows) == 1 + len(kept)
    assert not any(str(cell).startswith("=") for row in rows for cell in row)


def test_no_other_file_is_given(decided: Season):
    lan = sign_in(decided.officer)
    for which, form in (("out", "exe"), ("all", "docx")):
        answer = lan.get(reverse("book_file", args=[decided.association.pk, which, form]))
        assert answer.status_code == 404


def test_a_book_of_5000_papers_pages_and_prints(decided: Season):
    Paper.objects.bulk_create(
        Paper(
            kind="submission",
            issuer=decided.association,
            place=decided.commune,
            year=2024,
            title=f"Văn bản {number}",
            state=PaperState.SIGNED,
            number=number,
            dated_on=dt.date(2024, 6, 1),
            signer="Lan",
            signed_recorded_at=dt.datetime(2024, 6, 1, tzinfo=dt.UTC),
            signed_recorded_by=decided.officer,
        )
        for number in range(10, 5_010)
    )
    client = sign_in(decided.officer)
    assert queries_of(client, address(decided.association, page=100)) <= 17
    made = sheets.as_docx("out", decided.association, 2024)
    assert len(Document(io.BytesIO(made)).tables[0].rows) == 5_003
