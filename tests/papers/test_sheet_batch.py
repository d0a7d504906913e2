"""What came of the pages: those without a readable code are put in place by hand, wrong ones go."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hoctap.core import files
from hoctap.core.actor import system_job
from hoctap.core.refusals import Forbidden, Refused
from hoctap.papers import codes, tasks
from hoctap.papers.models import PageState, Paper, SignedPage
from hoctap.papers.sheets import actions
from tests.papers.photos import sheet_with, upload, version_of
from tests.papers.test_sheet_new import hand_in, paper_of_minutes
from tests.recognition.hands import queries_of, refused, shown, sign_in
from tests.season import Season, walk_next_door


@pytest.fixture
def unread(met: Season) -> SignedPage:
    """A photo on which no code can be read, handed in by the officer."""
    hand_in(sign_in(met.officer), upload(sheet_with(), "mo.jpg"))
    return SignedPage.objects.get()


def assign(client: Client, page: SignedPage, **typed: str) -> object:
    return client.post(reverse("sheet_assign", args=[page.pk]), typed)


def test_a_page_without_a_code_is_put_in_place_by_typing_the_letters(met: Season, unread: SignedPage):
    minutes = paper_of_minutes(met)
    lan = sign_in(met.officer)
    body = shown(lan.get(reverse("sheet_batch", args=[unread.batch])))
    assert "Không đọc được mã" in body
    assert "mo.jpg" in body
    typed = codes.in_groups(version_of(minutes).code).lower()
    assert assign(lan, unread, code=typed).status_code == 302  # type: ignore[attr-defined]
    unread.refresh_from_db()
    assert (unread.paper, unread.version) == (minutes, version_of(minutes))


def test_a_page_without_a_code_is_put_in_place_by_choosing_the_paper(met: Season, unread: SignedPage):
    minutes = paper_of_minutes(met)
    assign(sign_in(met.officer), unread, paper=str(minutes.pk))
    unread.refresh_from_db()
    assert (unread.paper, unread.version) == (minutes, None), "nobody read which version it is"


def test_only_papers_of_his_own_places_are_offered_and_taken(decided: Season):
    away = walk_next_door(decided.world)
    foreign = paper_of_minutes(away)
    lan = sign_in(decided.officer)
    address = hand_in(lan, upload(sheet_with(), "mo.jpg"))
    page = SignedPage.objects.get()
    body = shown(lan.get(address))
    assert str(foreign.pk) not in body
    assert str(paper_of_minutes(decided).pk) in body
    refused(assign(lan, page, paper=str(foreign.pk)), "Hãy chọn một văn bản trong danh sách")  # type: ignore[arg-type]
    refused(assign(lan, page, code=version_of(foreign).code), "không thuộc văn bản nào")  # type: ignore[arg-type]
    refused(assign(lan, page, code="abc"), "không thuộc văn bản nào")  # type: ignore[arg-type]
    refused(assign(lan, page), "Hãy chọn văn bản, hoặc gõ mã")  # type: ignore[arg-type]
    with pytest.raises(Forbidden):
        actions.assign_page(page, paper_id=foreign.pk, by=decided.by(decided.officer))
    page.refresh_from_db()
    assert page.paper_id is None


def test_a_page_goes_to_no_paper_that_is_signed(decided: Season):
    hand_in(sign_in(decided.officer), upload(sheet_with()))
    page = SignedPage.objects.get()
    with pytest.raises(Refused, match="đã ghi nhận bản đã ký"):
        actions.assign_page(page, paper_id=decided.decision.paper_id, by=decided.by(decided.officer))


def test_a_page_in_its_place_is_not_put_anywhere_else(met: Season, unread: SignedPage):
    minutes = paper_of_minutes(met)
    by = met.by(met.officer)
    actions.assign_page(unread, paper_id=minutes.pk, by=by)
    with pytest.raises(Refused, match="đã xếp vào văn bản"):
        actions.assign_page(unread, paper_id=minutes.pk, by=by)


def test_a_page_is_seen_by_who_handed_it_in_until_it_has_its_paper(met: Season, unread: SignedPage):
    lan, hung, bich = sign_in(met.officer), sign_in(met.head), sign_in(met.world.bich)
    page, batch = reverse("sheet_page", args=[unread.pk]), reverse("sheet_batch", args=[unread.batch])
    assert lan.get(page).headers["Content-Type"] == "image/jpeg"
    assert [one.get(page).status_code for one in (hung, bich)] == [404, 403]
    assert hung.get(batch).status_code == 404
    assert hung.post(reverse("sheet_drop", args=[unread.pk])).status_code == 404
    for act in (
        lambda: actions.drop_page(unread, by=met.by(met.head)),
        lambda: actions.assign_page(unread, paper_id=None, by=met.by(met.head)),
    ):
        with pytest.raises(Forbidden):
            act()
    actions.assign_page(unread, paper_id=paper_of_minutes(met).pk, by=met.by(met.officer))
    assert hung.get(page).status_code == 200, "the head of the hamlet files its minutes"


def test_a_dropped_page_leaves_no_picture(
    met: Season, unread: SignedPage, django_capture_on_commit_callbacks
):  # type: ignore[no-untyped-def]
    sha256 = unread.sha256
    assert files.is_named(sha256)
    assert sha256 not in files.unnamed(older_than=dt.timedelta(0))
    lan = sign_in(met.officer)
    with django_capture_on_commit_callbacks(execute=True):
        body = shown(lan.post(reverse("sheet_drop", args=[unread.pk]), follow=True))
    assert "Không còn trang nào" in body
    assert files.size_of(sha256) == 0
    assert lan.get(reverse("sheet_page", args=[unread.pk])).status_code == 404
    again = shown(lan.post(reverse("sheet_drop", args=[unread.pk]), follow=True))
    assert "không chuyển sang “Đã bỏ” được" in again


def test_pages_that_nobody_filed_for_a_month_go_by_themselves(met: Season, unread: SignedPage):
    tasks.drop_pages(0)
    unread.refresh_from_db()
    assert unread.state == PageState.WAITING
    SignedPage.objects.update(uploaded_at=timezone.now() - dt.timedelta(days=31))
    tasks.drop_pages(0)
    unread.refresh_from_db()
    assert (unread.state, unread.sha256) == (PageState.DROPPED, "")
    with pytest.raises(Forbidden):
        actions.drop_old_pages(older_than=dt.timedelta(), by=met.by(met.officer))
    assert actions.drop_old_pages(older_than=dt.timedelta(), by=system_job("x")) == 0


def test_the_page_takes_few_queries_however_many_papers(drafted: Season):
    lan = sign_in(drafted.officer)
    papers = [paper_of_minutes(drafted), drafted.nomination.paper, drafted.decision.paper]
    address = hand_in(
        lan, *[upload(sheet_with(version_of(paper).code)) for paper in papers], upload(sheet_with())
    )
    assert Paper.objects.filter(signed_pages__state="waiting").distinct().count() == 3
    assert queries_of(lan, address) <= 8
