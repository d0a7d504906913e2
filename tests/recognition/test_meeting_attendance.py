"""One attendance for the evening: households ticked, or a number with the photo of the signed list."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hoctap.core.refusals import Forbidden, Refused
from hoctap.recognition import actions
from hoctap.recognition.models import VillageMeeting
from tests.recognition.hands import queries_of, refused, shown, sign_in
from tests.recognition.meeting_hands import call, put_into_group, record
from tests.season import SCAN, Season


def address(meeting: VillageMeeting) -> str:
    return reverse("meeting_attendance", args=[meeting.pk])


def test_ticked_households_are_the_number_that_the_minutes_say(scored: Season):
    meeting = call(scored)
    hung = sign_in(scored.head)
    page = shown(hung.get(address(meeting)))
    assert all(str(one) in page for one in scored.households)
    answer = hung.post(address(meeting), {"present": [str(one.pk) for one in scored.households]}, follow=True)
    assert "đánh dấu tên 2 hộ" in shown(answer)
    recorded = record(scored, meeting, households_present=None)
    assert (recorded.households_present, recorded.households_invited) == (2, 2)


def test_a_number_other_than_what_was_ticked_is_refused(scored: Season):
    meeting = call(scored)
    actions.tick_present(meeting, [scored.households[0].pk], by=scored.by(scored.head))
    with pytest.raises(Refused, match="đánh dấu 1 hộ mà ở đây ghi 2 hộ"):
        record(scored, meeting, households_present=2)


def test_only_who_was_invited_is_ticked(scored: Season):
    meeting = call(scored)
    stranger = scored.open_households[0]
    refused(
        sign_in(scored.head).post(address(meeting), {"present": str(stranger.pk)}), "1 hộ đánh dấu không có"
    )
    assert meeting.present.count() == 0


def test_after_the_minutes_the_list_is_closed_and_the_photo_may_still_come(met: Season):
    hung = sign_in(met.head)
    refused(hung.post(address(met.meeting), {"present": str(met.households[0].pk)}), "đã có biên bản")
    keep = reverse("meeting_keep_sheet", args=[met.meeting.pk])
    answer = hung.post(keep, {"file": SimpleUploadedFile("ky.pdf", SCAN)}, follow=True)
    assert "Xem ảnh danh sách ký nhận" in shown(answer)
    shown_photo = hung.get(reverse("meeting_sheet", args=[met.meeting.pk]))
    assert shown_photo.status_code == 200
    assert shown_photo.headers["Content-Type"] == "application/pdf"


def test_a_photo_that_is_none_is_refused(met: Season):
    keep = reverse("meeting_keep_sheet", args=[met.meeting.pk])
    hung = sign_in(met.head)
    refused(hung.post(keep, {}), "Hãy chọn ảnh danh sách ký nhận")
    refused(hung.post(keep, {"file": SimpleUploadedFile("ky.exe", b"MZ no picture")}), "Chưa lưu được ảnh")
    assert hung.get(reverse("meeting_sheet", args=[met.meeting.pk])).status_code == 404


def test_nobody_from_outside_ticks_or_sees_the_photo(met: Season):
    by = met.by(met.head)
    actions.keep_sign_in_sheet(met.meeting, SCAN, by=by)
    outsider = sign_in(met.world.oanh)
    for name in ("meeting_attendance", "meeting_sign_in", "meeting_sheet"):
        assert outsider.get(reverse(name, args=[met.meeting.pk])).status_code == 404
    assert sign_in(met.chair).get(address(met.meeting)).status_code == 403
    for act in (
        lambda: actions.tick_present(met.meeting, [], by=met.by(met.chair)),
        lambda: actions.keep_sign_in_sheet(met.meeting, SCAN, by=met.by(met.chair)),
    ):
        with pytest.raises(Forbidden):
            act()


def test_the_page_takes_few_queries(scored: Season):
    put_into_group("Tổ 1", *scored.households)
    assert queries_of(sign_in(scored.head), address(call(scored))) <= 11
