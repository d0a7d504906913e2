"""Ready texts for the hamlets' groups: figures only, once a week, not twice."""

import datetime as dt

import pytest
from django.urls import reverse

from hoctap.core.dates import today
from hoctap.core.refusals import Refused
from hoctap.recognition import actions, road_rules
from hoctap.recognition.models import ReminderCopy
from tests.figures import fill_hamlet
from tests.recognition.hands import names, queries_of, refused, shown, sign_in
from tests.season import Season
from tests.world import make_place


def address(season: Season) -> str:
    return reverse("reminder_list", args=[season.round.pk])


@pytest.mark.requirement("S3-29")
def test_the_text_says_what_is_missing_until_when_and_where_and_names_no_family(opened: Season):
    body = shown(sign_in(opened.officer).get(address(opened)))
    assert "Ấp 1 còn 2 hộ chưa có điểm" in body
    assert "Đã quá hạn 14/10/2024" in body
    assert "http://testserver" + reverse("entry_list", args=[opened.round.pk, opened.hamlet.pk]) in body
    assert not [name for name in names([*opened.dossiers, *opened.open_dossiers]) if name in body]


def test_what_was_copied_waits_a_week(opened: Season):
    lan = sign_in(opened.officer)
    link = reverse("reminder_copy", args=[opened.round.pk, opened.hamlet.pk])
    body = shown(lan.post(link, {"matter": "scoring"}, follow=True))
    assert "Hôm nay đã chép lời nhắc này rồi" in body
    refused(lan.post(link, {"matter": "scoring"}), "Hôm nay đã chép")
    assert ReminderCopy.objects.count() == 1


def test_the_rule_of_once_a_week_and_daily_at_the_end():
    day = dt.date(2024, 10, 1)

    def may(last: dt.date | None, due: dt.date | None) -> bool:
        return not road_rules.reminder_reasons(last_copied=last, last_day=due, today=day)

    assert may(None, None)
    assert not may(day, day), "never twice on a day"
    assert not may(day - dt.timedelta(days=6), None)
    assert may(day - dt.timedelta(days=7), None)
    assert may(day - dt.timedelta(days=1), day + dt.timedelta(days=3))
    assert not may(day - dt.timedelta(days=1), day + dt.timedelta(days=4))
    assert not may(day - dt.timedelta(days=1), day - dt.timedelta(days=1)), "past its day it is weekly again"


def test_a_matter_that_is_none_is_refused(opened: Season):
    with pytest.raises(Refused, match="không thuộc đợt"):
        actions.note_reminder(opened.round, opened.hamlet, "nag", by=opened.by(opened.officer))


def test_nobody_else_sees_or_notes_them(opened: Season):
    link = reverse("reminder_copy", args=[opened.round.pk, opened.hamlet.pk])
    for user, status in ((opened.head, 403), (opened.chair, 403), (opened.world.oanh, 404)):
        assert sign_in(user).get(address(opened)).status_code == status
        assert sign_in(user).post(link, {"matter": "scoring"}).status_code == status
    assert ReminderCopy.objects.filter(copied_on=today()).count() == 0


def test_the_page_takes_the_same_queries_however_many_hamlets_there_are(opened: Season):
    lan = sign_in(opened.officer)
    lan.get(address(opened))
    few = queries_of(lan, address(opened))
    for number in range(3, 9):
        hamlet = make_place("hamlet", "ấp", f"Ấp {number}", opened.commune)
        fill_hamlet(opened.round, hamlet, 3, 0, 0)
    assert queries_of(lan, address(opened)) == few
