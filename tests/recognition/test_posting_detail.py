"""A list that hangs: taken down in time, early or late, called off, laid out again, photographed."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hoctap.core.dates import today
from hoctap.core.refusals import Forbidden, Refused
from hoctap.recognition.models import PostingPhoto, PublicPosting
from hoctap.recognition.posting import actions
from hoctap.recognition.posting.queries import waiting_for_posting
from tests.recognition.hands import names, queries_of, refused, shown, sign_in
from tests.recognition.posted import answer, hang, object_to, photo, walk_with_posting
from tests.season import SCAN, Season
from tests.world import World


@pytest.fixture
def hung(world: World) -> tuple[Season, PublicPosting]:
    season = walk_with_posting(world)
    return season, hang(season)


def address(posting: PublicPosting, name: str = "posting_detail") -> str:
    return reverse(name, args=[posting.pk])


def test_taken_down_on_its_last_day_it_needs_no_reason(hung: tuple[Season, PublicPosting]):
    season, posting = hung
    lan = sign_in(season.officer)
    form = {"ended_on": posting.last_day.isoformat(), "why": ""}
    body = shown(lan.post(address(posting, "posting_end"), form, follow=True))
    assert "đã niêm yết đủ ngày" in body
    assert not waiting_for_posting(season.round)
    again = lan.post(address(posting, "posting_end"), form)
    refused(again, "Đang ở bước “Đã gỡ”")


@pytest.mark.parametrize(
    ("days", "why", "words"),
    [
        (-1, "", "Gỡ sớm hơn ngày 14/10/2024 thì ghi lý do"),
        (1, "", "Gỡ muộn hơn ngày 14/10/2024 thì ghi lý do"),
        (-5, "mưa", "trước ngày bắt đầu niêm yết"),
        (None, "", "Ghi ngày cuối cùng"),
        (100_000, "", "sau ngày hôm nay"),
    ],
)
def test_taken_down_on_another_day_it_says_why(
    hung: tuple[Season, PublicPosting], days: int | None, why: str, words: str
):
    season, posting = hung
    day = None if days is None else posting.last_day + dt.timedelta(days=days)
    with pytest.raises(Refused, match=words):
        actions.end_posting(posting, ended_on=day, why=why, by=season.by(season.officer))
    posting.refresh_from_db()
    assert posting.state == "up"


def test_taken_down_early_it_does_not_count_and_who_stood_on_it_waits_again(
    hung: tuple[Season, PublicPosting],
):
    season, posting = hung
    day = posting.last_day - dt.timedelta(days=1)
    actions.end_posting(posting, ended_on=day, why="bảng bị gió cuốn", by=season.by(season.officer))
    assert waiting_for_posting(season.round).count() == 2
    body = shown(sign_in(season.officer).get(address(posting)))
    assert "gỡ sớm, không đủ ngày" in body
    assert "bảng bị gió cuốn" in body


def test_called_off_with_a_reason_it_counts_for_nothing(hung: tuple[Season, PublicPosting]):
    season, posting = hung
    lan = sign_in(season.officer)
    refused(lan.post(address(posting, "posting_call_off"), {"why": " "}), "Hủy niêm yết thì ghi lý do")
    body = shown(lan.post(address(posting, "posting_call_off"), {"why": "dán nhầm ấp"}, follow=True))
    assert "Đã hủy" in body
    posting.refresh_from_db()
    assert (posting.state, posting.paper.state, posting.why) == ("called_off", "void", "dán nhầm ấp")
    assert waiting_for_posting(season.round).count() == 2
    with pytest.raises(Refused, match="Đã hủy"):
        actions.end_posting(posting, ended_on=posting.last_day, by=season.by(season.officer))
    with pytest.raises(Refused, match="đã hủy, không thêm ảnh"):
        actions.add_posting_photo(posting, photo(), by=season.by(season.officer))


def test_a_name_that_must_come_off_is_told_and_the_list_laid_out_again(
    hung: tuple[Season, PublicPosting],
):
    season, posting = hung
    kept, gone = season.dossiers
    lan = sign_in(season.officer)
    refused(lan.post(address(posting, "posting_renew")), "không có gì thay đổi")
    actions.opt_out_of_posting(gone, said_on=today(), told_by="Chủ hộ", by=season.by(season.head))
    assert "1 tên không còn đứng trong danh sách" in shown(lan.get(address(posting)))
    lan.post(address(posting, "posting_renew"))
    posting.refresh_from_db()
    assert list(posting.dossiers.all()) == [kept]
    assert posting.paper.versions.count() == 2
    assert names([gone])[0] not in str(posting.paper.versions.latest("version").content)
    objection = object_to(season, kept)
    answer(season, objection, outcome="return", return_reason="thiếu phiếu")
    refused(lan.post(address(posting, "posting_renew")), "Không còn ai trong danh sách")


def test_the_board_is_photographed_and_the_photo_is_for_the_reviewers_alone(
    hung: tuple[Season, PublicPosting],
):
    season, posting = hung
    lan = sign_in(season.officer)
    refused(lan.post(address(posting, "posting_photo_add"), {}), "Chọn ảnh chụp bảng")
    pdf = SimpleUploadedFile("b.pdf", SCAN)
    refused(lan.post(address(posting, "posting_photo_add"), {"file": pdf}), "Loại tệp không nhận")
    lan.post(address(posting, "posting_photo_add"), {"file": SimpleUploadedFile("b.jpg", photo())})
    kept = PostingPhoto.objects.get()
    here = reverse("posting_photo", args=[kept.pk])
    assert here in shown(lan.get(address(posting)))
    picture = lan.get(here)
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/jpeg")
    assert "no-store" in picture["Cache-Control"]
    assert sign_in(season.world.oanh).get(here).status_code == 404
    assert sign_in(season.head).get(here).status_code == 403


@pytest.mark.parametrize("name", ["posting_end", "posting_call_off", "posting_renew", "posting_photo_add"])
def test_nobody_else_touches_it(hung: tuple[Season, PublicPosting], name: str):
    season, posting = hung
    assert sign_in(season.world.oanh).post(address(posting, name), {"why": "x"}).status_code == 404
    assert sign_in(season.head).post(address(posting, name), {"why": "x"}).status_code == 403
    by = season.by(season.head)
    calls: dict[str, Any] = {
        "posting_end": lambda: actions.end_posting(posting, ended_on=today(), by=by),
        "posting_call_off": lambda: actions.call_off_posting(posting, why="x", by=by),
        "posting_renew": lambda: actions.renew_posting_list(posting, by=by),
        "posting_photo_add": lambda: actions.add_posting_photo(posting, b"x", by=by),
    }
    with pytest.raises(Forbidden):
        calls[name]()


def test_the_page_takes_the_same_queries_however_many_stand_on_it(hung: tuple[Season, PublicPosting]):
    season, posting = hung
    lan = sign_in(season.officer)
    posting.dossiers.remove(season.dossiers[0])
    few = queries_of(lan, address(posting))
    posting.dossiers.add(season.dossiers[0])
    assert queries_of(lan, address(posting)) == few <= 16
