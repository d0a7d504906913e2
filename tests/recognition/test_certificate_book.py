"""Sổ theo dõi cấp giấy: what was given, to whom, and what became of it."""

import subprocess

from django.urls import reverse

from hoctap.recognition.certificates import contents, queries
from hoctap.recognition.models import Certificate, CertificateBook
from tests.recognition.giving import DAY, give, issue, reissue, rule
from tests.recognition.hands import names, queries_of, shown, sign_in
from tests.season import Season
from tests.tools import require_program


def address(name: str = "certificate_book") -> str:
    return reverse(name, args=[CertificateBook.objects.get().pk])


def test_the_book_shows_each_line_and_what_became_of_it(decided: Season):
    first, _ = give(decided).certificates.order_by("number")
    reissue(decided, first)
    page = shown(sign_in(decided.officer).get(address()))
    assert "Đã cấp đến số 3" in page
    assert "thiếu" not in page
    for words in (*names(decided.dossiers), "0001/2024", "0003/2024", "Đã cấp lại giấy khác", "Còn hiệu lực"):
        assert words in page


def test_lines_are_found_by_name_number_and_state(decided: Season):
    first, other = give(decided).certificates.order_by("number")
    reissue(decided, first)
    lan = sign_in(decided.officer)

    def found(**query: str) -> list[str]:
        body = shown(lan.get(address(), query))
        return [f"000{n}" for n in (1, 2, 3) if f"000{n}/2024" in body]

    assert found(state="replaced") == ["0001"]
    assert found(state="waiting") == ["0002", "0003"]
    assert found(q="0002") == ["0002"]
    assert found(q=other.holder_name.lower()) == ["0002"]
    assert found(q="không ai tên thế") == []


def test_a_gap_would_be_told(decided: Season):
    """No road of ours makes one; the page counts all the same."""
    give(decided)
    CertificateBook.objects.update(last_number=3)
    assert "Sổ thiếu 1 số" in shown(sign_in(decided.officer).get(address()))


def test_the_chair_reads_the_whole_book_and_the_head_nothing_of_the_commune(decided: Season):
    give(decided)
    assert names(decided.dossiers)[0] in shown(sign_in(decided.chair).get(address()))
    for user in (decided.head, decided.world.oanh):
        for name in ("certificate_book", "certificate_book_file"):
            assert sign_in(user).get(address(name)).status_code == 404


def test_the_printed_book_has_every_line_with_its_notes(revoked: Season):
    rule(revoked)
    batch = issue(revoked, on=DAY)
    reissue(revoked, batch.certificates.get())
    answer = sign_in(revoked.chair).get(address("certificate_book_file"))
    require_program("pdftotext")
    done = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=answer.content, capture_output=True, check=True
    )
    text = " ".join(done.stdout.decode().split())
    for words in (
        "SỔ THEO DÕI CẤP GIẤY CÔNG NHẬN NĂM 2024", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Ký nhận", "0001/2024",
        "0002/2024", "NGƯỜI GIỮ SỔ", "MẪU CHƯA XÁC THỰC", "Trang 1 / 1",
    ):  # fmt: skip
        assert words in text, words


def test_what_the_printed_lines_say(decided: Season):
    first, _ = give(decided).certificates.order_by("number")
    reissue(decided, first, why="in sai tên đệm")
    book = CertificateBook.objects.get()
    rows = list(queries.lines_of_book(book, by=decided.by(decided.officer)))
    data = contents.book(book, rows, on=DAY)
    assert [line["note"] for line in data["lines"]] == [
        "Đã cấp lại, số 0003/2024.", "", "Cấp lại, thay số 0001/2024: in sai tên đệm.",
    ]  # fmt: skip
    assert [line["is_valid"] for line in data["lines"]] == [False, True, True]
    assert "3 giấy, từ số 0001/2024 đến số 0003/2024; 1 giấy không còn hiệu lực" in data["closing"]


def test_the_number_of_queries_does_not_grow_with_the_lines(decided: Season):
    give(decided)
    lan = sign_in(decided.officer)
    before = queries_of(lan, address())
    for _ in range(3):
        reissue(decided, Certificate.objects.order_by("-number")[0])
    assert queries_of(lan, address()) == before <= 18
