import pytest
from django.test import Client
from django.urls import reverse

from hoctap.reports.periodic import actions, oddities, queries
from hoctap.reports.periodic.models import PeriodicReport, ReportState
from tests.figures import fill_hamlet, make_round
from tests.reports.periodic.steps import SetDay, opened, written
from tests.world import World


def url(report: PeriodicReport, name: str = "periodic_check") -> str:
    return reverse(name, args=[report.pk])


def a_jump(world: World) -> None:
    fill_hamlet(make_round(world.other_commune, world.edition, 2023), world.other_hamlet, 40, 40, 4)
    fill_hamlet(make_round(world.other_commune, world.edition), world.other_hamlet, 40, 40, 40)


@pytest.mark.requirement("S3-64")
def test_what_will_be_signed_is_shown_with_its_odd_figures_and_sent(
    reporting: World, client: Client, on: SetDay
):
    on(2024, 11, 12)
    a_jump(reporting)
    report = opened(reporting, reporting.other_commune)
    client.force_login(reporting.oanh)
    page = client.get(url(report)).text
    assert "Số cần giải trình" in page
    assert "tăng" in page
    assert "Hội Khuyến học huyện Tháp Mười" in page
    refused = client.post(url(report, "periodic_submit"))
    assert (refused.status_code, "Chưa giải trình" in refused.text) == (422, True)
    answers = {
        f"text:{oddities.text_key(odd)}": "Mở thêm lớp"
        for odd in oddities.odd_in(report, queries.live(report))
    }
    assert client.post(url(report), answers).status_code == 302
    sent = client.post(url(written(report, reporting), "periodic_submit"))
    assert sent["Location"] == reverse("periodic_detail", args=[report.pk])
    report.refresh_from_db()
    assert report.state == ReportState.SUBMITTED


def test_receivers_are_written_one_a_line_and_bodies_recognised(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 12)
    report = opened(reporting)
    client.force_login(reporting.lan)
    lines = "* Hội Khuyến học huyện Tháp Mười\nBan Chỉ đạo huyện"
    assert client.post(url(report, "periodic_receivers"), {"receivers": lines}).status_code == 302
    first, second = report.receivers.all()
    assert (first.organisation_id is not None, first.gathers) == (True, True)
    assert (second.organisation, second.name) == (None, "Ban Chỉ đạo huyện")
    two = client.post(url(report, "periodic_receivers"), {"receivers": "* Một\n* Hai"})
    assert (two.status_code, "Chỉ một nơi tổng hợp" in two.text) == (422, True)
    none = client.post(url(report, "periodic_receivers"), {"receivers": "  "})
    assert none.status_code == 422


def test_what_was_typed_is_kept_whichever_button_is_pressed(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 12)
    a_jump(reporting)
    report = opened(reporting, reporting.other_commune)
    client.force_login(reporting.oanh)
    keys = [oddities.text_key(odd) for odd in oddities.odd_in(report, queries.live(report))]
    typed = {f"text:{key}": "Mở thêm lớp" for key in keys}
    receivers = {"receivers": "* Hội Khuyến học huyện Tháp Mười\nBan Chỉ đạo huyện"}
    assert client.post(url(report, "periodic_receivers"), typed | receivers).status_code == 302
    assert {queries.texts_of(report)[key].text for key in keys} == {"Mở thêm lớp"}
    # A section is still to be written: it is not sent, and nothing of what was typed is lost.
    typed = {f"text:{key}": "Mở thêm hai lớp" for key in keys}
    typed |= {f"seen:text:{key}": "1" for key in keys}
    other = {"receivers": "* Hội Khuyến học huyện Tháp Mười\nUBND huyện"}
    refused = client.post(url(report, "periodic_submit"), typed | other)
    assert (refused.status_code, "chưa viết" in refused.text) == (422, True)
    assert "Mở thêm hai lớp" in refused.text
    assert [one.name for one in report.receivers.all()] == ["Hội Khuyến học huyện Tháp Mười", "UBND huyện"]


def test_sent_with_its_explanations_in_one_press(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 12)
    a_jump(reporting)
    report = opened(reporting, reporting.other_commune)
    by = reporting.actor(reporting.oanh)
    for section in report.type.spec.sections:
        if section.required:
            actions.write_text(report, section.key, "Đã làm", seen=0, by=by)
    client.force_login(reporting.oanh)
    typed = {
        f"text:{oddities.text_key(odd)}": "Mở thêm lớp"
        for odd in oddities.odd_in(report, queries.live(report))
    }
    wrong = client.post(url(report, "periodic_submit"), typed | {"receivers": "* Một\n* Hai"})
    assert (wrong.status_code, "Chỉ một nơi tổng hợp" in wrong.text) == (422, True)
    assert "* Hai" in wrong.text
    assert client.post(url(report, "periodic_submit"), typed).status_code == 302
    report.refresh_from_db()
    assert (report.state, len(report.frozen["explained"])) == (ReportState.SUBMITTED, len(typed))


def test_two_who_explain_the_same_figure_lose_nothing(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 12)
    a_jump(reporting)
    report = opened(reporting, reporting.other_commune)
    odd = next(one for one in oddities.odd_in(report, queries.live(report)) if not one.blocks)
    key = oddities.text_key(odd)
    actions.write_text(report, key, "Bản của người kia", seen=0, by=reporting.actor(reporting.oanh))
    client.force_login(reporting.oanh)
    late = {f"text:{key}": "Bản viết sau", f"seen:text:{key}": "0"}
    for name in ("periodic_check", "periodic_submit"):
        answer = client.post(url(report, name), late)
        assert answer.status_code == 422
        assert "Bản của người kia" in answer.text
        assert "Bản viết sau" in answer.text
    assert queries.texts_of(report)[key].text == "Bản của người kia"


def test_a_text_that_is_no_explanation_is_not_taken_here(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 12)
    report = opened(reporting)
    client.force_login(reporting.lan)
    client.post(url(report), {"text:results": "Lén"})
    assert "results" not in queries.texts_of(report)


def test_who_does_not_write_it_finds_no_such_page(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 12)
    report = opened(reporting)
    for user in (reporting.oanh, reporting.bich):
        client.force_login(user)
        assert client.get(url(report)).status_code == 404
        assert client.post(url(report, "periodic_submit")).status_code == 404
