"""Nộp bản đã ký: photos and scans find the paper they belong to; what is nobody's business is not kept."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.audit.models import Event
from hoctap.core import files
from hoctap.core.refusals import Forbidden
from hoctap.papers import actions as papers
from hoctap.papers import serial
from hoctap.papers.models import PageState, Paper, SignedPage
from hoctap.papers.sheets import actions
from hoctap.papers.sheets.reading import ReadPage, one_pdf, page_counts, read_file
from tests.papers.photos import photographed, printed, sheet_with, upload, version_of
from tests.recognition.hands import queries_of, refused, shown, sign_in
from tests.season import SCAN, Season, walk_next_door

NEW = "sheet_new"


def hand_in(client: Client, *uploads: Any) -> str:
    answer = client.post(reverse(NEW), {"scans": list(uploads)})
    assert answer.status_code == 302, shown(answer)[:2000]
    return str(answer["Location"])


def paper_of_minutes(season: Season) -> Paper:
    assert season.meeting.minutes is not None
    return Paper.objects.get(pk=season.meeting.minutes_id)


def test_two_papers_on_one_set_of_phone_photos_file_themselves(drafted: Season):
    """The minutes askew and noisy, the three sheets of another paper as one scan: each page to its own paper."""
    minutes, nomination = paper_of_minutes(drafted), drafted.nomination.paper
    photo = photographed(printed(minutes), degrees=3)
    scan = printed(nomination)
    lan = sign_in(drafted.officer)
    address = hand_in(lan, upload(photo, "IMG_0412.jpg"), upload(scan, "scan.pdf"))
    pages = SignedPage.objects.order_by("position")
    assert [page.state for page in pages] == [PageState.WAITING] * len(pages)
    assert pages[0].version == version_of(minutes)
    assert {page.paper_id for page in pages[1:]} == {nomination.pk}
    body = shown(lan.get(address))
    assert minutes.title in body
    assert nomination.title in body

    # The photo becomes the signed copy of the minutes, by the same page that asks for day and signer.
    form = {"dated_on": "2024-10-05", "signer": "Trần Văn Hùng"}
    done = lan.post(reverse("paper_sheet", args=[minutes.pk]), form, follow=True)
    assert "Đã ghi nhận văn bản đã ký." in shown(done)
    minutes.refresh_from_db()
    assert minutes.is_signed
    copy = files.read(minutes.signed_sha256)
    assert copy.startswith(b"%PDF-")
    assert page_counts([("copy", copy)]) == {"copy": 1}
    assert set(SignedPage.objects.filter(paper=minutes).values_list("state", "sha256")) == {("filed", "")}
    assert [one.to_state for one in minutes.moves.all()] == ["draft", "printed", "signed"]


def test_a_code_from_another_commune_is_refused_without_a_word_of_its_paper(decided: Season):
    away = walk_next_door(decided.world)
    foreign = paper_of_minutes(away)
    unknown = sheet_with("2" * 12)
    lan = sign_in(decided.officer)
    address = hand_in(lan, upload(sheet_with(version_of(foreign).code)), upload(unknown, "khac.jpg"))
    body = shown(lan.get(address))
    assert foreign.title not in body
    assert away.hamlet.name not in body
    rows = list(SignedPage.objects.order_by("position"))
    assert [(row.state, row.sha256, row.paper_id) for row in rows] == [("refused", "", None)] * 2
    assert rows[0].reason == rows[1].reason, "a code of somebody else's reads like a code of nobody's"
    assert body.count("không thuộc văn bản nào ông/bà được nộp") == 2


def test_what_is_no_photo_and_no_pdf_is_refused_file_by_file(met: Season):
    lan = sign_in(met.officer)
    code = version_of(paper_of_minutes(met)).code
    address = hand_in(
        lan,
        upload(b"day khong phai anh", "ghi-chu.jpg"),
        upload(b"\xff\xd8\xff broken", "hong.jpg"),
        upload(b"%PDF-1.4 broken", "hong.pdf"),
        upload(SCAN, "trong.pdf"),
        upload(sheet_with(code), "dung.jpg"),
    )
    states = list(SignedPage.objects.order_by("position").values_list("state", flat=True))
    assert states == ["refused"] * 4 + ["waiting"]
    body = shown(lan.get(address))
    for words, count in (("Loại tệp không nhận", 1), ("tệp ảnh hỏng", 1), ("hỏng hoặc có mật khẩu", 2)):
        assert body.count(words) == count, words


def test_one_sheet_with_codes_of_two_papers_is_refused(drafted: Season):
    both = [version_of(paper_of_minutes(drafted)).code, version_of(drafted.nomination.paper).code]
    hand_in(sign_in(drafted.officer), upload(sheet_with(*both)))
    row = SignedPage.objects.get()
    assert row.state == "refused"
    assert "chụp riêng từng tờ" in row.reason


def test_a_paper_that_is_signed_already_or_dropped_takes_no_sheet(decided: Season):
    signed = version_of(decided.decision.paper)
    dropped = papers.create_paper(
        "minutes",
        issuer=decided.association,
        place=decided.commune,
        year=2024,
        title="Biên bản bỏ",
        content=_content(paper_of_minutes(decided)),
        about=papers.About("", ""),
        by=decided.by(decided.officer),
    )
    papers.void_paper(dropped, by=decided.by(decided.officer))
    address = hand_in(
        sign_in(decided.officer),
        upload(sheet_with(signed.code)),
        upload(sheet_with(version_of(dropped).code)),
    )
    body = shown(sign_in(decided.officer).get(address))
    assert "đã ghi nhận bản đã ký (07/QĐ-UBND ngày 08/11/2024)" in body
    assert "đã bỏ, không dùng nữa" in body
    assert not SignedPage.objects.exclude(state="refused").exists()


def _content(paper: Paper) -> Any:
    return serial.from_json(version_of(paper).content)


def test_the_same_photo_twice_is_kept_once(met: Season):
    photo = sheet_with(version_of(paper_of_minutes(met)).code)
    lan = sign_in(met.officer)
    hand_in(lan, upload(photo), upload(photo))
    hand_in(lan, upload(photo, "khac.jpg"))
    assert list(SignedPage.objects.order_by("pk").values_list("state", flat=True)) == [
        "waiting",
        "refused",
        "refused",
    ]


def test_a_form_without_a_file_or_with_too_many_is_refused(met: Season):
    lan = sign_in(met.officer)
    refused(lan.post(reverse(NEW), {}), "Chưa chọn tệp nào")
    many = [upload(b"x", f"{number}.jpg") for number in range(21)]
    refused(lan.post(reverse(NEW), {"scans": many}), "nhiều nhất 20 tệp")
    assert not SignedPage.objects.exists()


def test_a_pdf_of_too_many_pages_is_refused_with_its_number():
    (page,) = read_file("dai.pdf", one_pdf([one_pdf([sheet_with("3" * 12)])] * 61))
    assert "61 trang" in page.reason


def test_whoever_only_reads_hands_nothing_in(met: Season):
    bich = met.world.bich
    assert sign_in(bich).get(reverse(NEW)).status_code == 403
    assert sign_in(bich).post(reverse(NEW), {"scans": [upload(b"x")]}).status_code == 403
    with pytest.raises(Forbidden):
        actions.hand_in_pages([ReadPage("a.jpg", 1, reason="x")], by=met.by(bich))


def test_the_trail_tells_how_many_pages_came_and_how_many_were_refused(met: Season):
    minutes = paper_of_minutes(met)
    code = version_of(minutes).code
    hand_in(sign_in(met.officer), upload(sheet_with(code)), upload(sheet_with(code, seed=1)), upload(b"x"))
    # Both in one thousandth of a second: their ids do not say which came first.
    told = Event.objects.filter(what__startswith="papers.page.").order_by("what")
    assert [(one.what, one.count) for one in told] == [
        ("papers.page.handed_in", 2),
        ("papers.page.refused", 1),
    ]
    assert told[0].subject_id == str(minutes.pk)


def test_the_page_lists_what_was_handed_in_and_not_finished(met: Season):
    lan = sign_in(met.officer)
    address = hand_in(lan, upload(sheet_with(version_of(paper_of_minutes(met)).code)))
    assert address in shown(lan.get(reverse(NEW)))
    assert address not in shown(sign_in(met.head).get(reverse(NEW)))
    assert queries_of(lan, reverse(NEW)) <= 6


def test_every_version_has_its_own_code_and_shows_it(met: Season):
    minutes = paper_of_minutes(met)
    hung = sign_in(met.head)
    body = shown(hung.get(reverse("paper_detail", args=[minutes.pk])))
    assert re.search(r"Mã [2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", body)
