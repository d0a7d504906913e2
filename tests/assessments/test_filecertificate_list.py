"""The register of certificates of files: by year and issuer, also of those that ended; and the page behind their QR."""

import datetime as dt

from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from hoctap.assessments import actions, queries
from hoctap.assessments.models import Assessment, FileCertificate
from hoctap.recognition.certificates import tokens
from tests.assessments import hands
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World

LIST = "filecertificate_list"


def given(
    bench: hands.Bench, one: Assessment, *, why: str = "", base: str = "https://hoctap.example"
) -> FileCertificate:
    return actions.give_certificate(
        one,
        dated_on=dt.date(2025, 3, 25),
        signer_title="TRƯỞNG PHÒNG",
        signer_name="Đặng Văn Thành",
        why=why,
        check_base=base,
        by=bench.by(bench.officer),
    )


def check(row: FileCertificate) -> str:
    return shown(Client().get(reverse("certificate_check", args=[tokens.token_of(row.pk)])))


def test_the_book_shows_each_number_and_what_became_of_it(world: World):
    bench = hands.district_of_2024(world)
    one = hands.recognised(bench)
    given(bench, one)
    given(bench, one, why="in sai tên")
    officer, lan = sign_in(bench.officer), sign_in(world.lan)
    for who in (officer, lan):
        page = shown(who.get(reverse(LIST)))
        assert "0001/2025-HS" in page
        assert "25/03/2025: in sai tên" in page
        assert "còn hiệu lực" in page
    assert "Bản in của sổ" in shown(officer.get(reverse(LIST)))
    assert "Bản in của sổ" not in shown(lan.get(reverse(LIST)))
    assert "0001/2025-HS" not in shown(sign_in(world.oanh).get(reverse(LIST)))
    assert "Chưa cấp giấy nào" in shown(officer.get(reverse(LIST), {"year": 2020}))


def test_the_number_of_queries_does_not_grow_with_the_book(world: World):
    bench = hands.district_of_2024(world)
    one = hands.recognised(bench)
    given(bench, one)
    officer = sign_in(bench.officer)
    few = queries_of(officer, reverse(LIST))
    for number in range(6):
        given(bench, one, why=f"in lại lần {number}")
    assert queries_of(officer, reverse(LIST)) <= few + 1


def test_whoever_holds_the_paper_reads_whether_it_is_in_force(world: World):
    bench = hands.district_of_2024(world)
    one = hands.recognised(bench)
    first = given(bench, one)
    page = check(first)
    for words in ("Giấy công nhận còn hiệu lực", "0001/2025-HS", "Cộng đồng học tập cấp xã", "Quyết định số"):
        assert words in page
    assert str(first.pk) not in page
    second = given(bench, one, why="in sai tên")
    assert "đã hủy, đã cấp lại giấy khác" in check(first)
    assert "in sai tên" not in check(first), "the reason is not on the paper"
    revoking = actions.draft_decision([one], "revoke", why="minh chứng giả", by=bench.by(bench.officer))
    hands.signed(revoking.paper, number=90, on=dt.date(2025, 9, 1), by=bench.by(bench.head), copy=hands.PDF)
    assert "Giấy này đã thu hồi" in check(second)
    assert "minh chứng giả" not in check(second)


def test_a_title_that_ran_out_says_so(world: World):
    bench = hands.district_of_2024(world)
    row = given(bench, hands.recognised(bench))
    found = queries.checked_certificate(row.token_hash, on=dt.date(2028, 12, 31))
    assert found is not None
    assert (found.state, found.ended_on) == ("valid", dt.date(2028, 12, 31))
    found = queries.checked_certificate(row.token_hash, on=dt.date(2029, 1, 1))
    assert found is not None
    assert found.state == "run_out"
    page = render_to_string("recognition/certificate_check.html", {"found": found})
    assert "đã hết thời hạn" in page
    assert "31/12/2028" in page


def test_one_without_a_code_is_found_by_none(world: World):
    bench = hands.district_of_2024(world)
    row = given(bench, hands.recognised(bench), base="")
    assert row.token_hash == ""
    assert "Không có giấy công nhận nào mang mã này" in check(row)


def test_the_checking_page_asks_little(world: World):
    bench = hands.district_of_2024(world)
    row = given(bench, hands.recognised(bench))
    assert queries_of(Client(), reverse("certificate_check", args=[tokens.token_of(row.pk)])) <= 16
