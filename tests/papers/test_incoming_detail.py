"""One incoming paper: who handles it, until when, what was done."""

import datetime as dt

import pytest
from django.urls import reverse

from hoctap.accounts.models import Capacity
from hoctap.core.dates import ONE_DAY, today
from hoctap.core.refusals import Forbidden, Refused
from hoctap.papers.books import actions, handing, queries, rules
from hoctap.papers.models import Incoming
from hoctap.plans.models import Plan
from tests.papers.book_hands import came
from tests.recognition.hands import refused, shown, sign_in
from tests.season import Season


def test_it_is_handed_on_worked_on_and_done(decided: Season):
    row = came(decided)
    lan = sign_in(decided.officer)
    hand = {"handler": str(decided.officer.pk), "unit": "Ban Chấp hành", "due_on": "2024-02-20"}
    body = shown(lan.post(reverse("incoming_hand", args=[row.pk]), hand, follow=True))
    assert "Ban Chấp hành, Nguyễn Thị Lan" in body
    assert "Quá hạn" in body
    body = shown(
        lan.post(reverse("incoming_progress", args=[row.pk]), {"progress": "Đang soạn"}, follow=True)
    )
    assert "Đang soạn" in body
    done = {"progress": "Đã báo cáo", "done_on": "2024-02-19", "reply_number": "05/BC-HKH"}
    body = shown(lan.post(reverse("incoming_done", args=[row.pk]), done, follow=True))
    assert "văn bản trả lời 05/BC-HKH" in body
    assert "Quá hạn" not in body
    assert "Đã giải quyết" in body
    again = lan.post(reverse("incoming_done", args=[row.pk]), done)
    assert again.status_code == 422
    assert "đã giải quyết xong" in shown(again)


def test_nobody_and_somebody_without_the_right_handle_nothing(decided: Season):
    row, by = came(decided), decided.by(decided.officer)
    with pytest.raises(Refused, match="Chọn người giải quyết"):
        actions.hand_to(row, handler=None, by=by)
    with pytest.raises(Refused, match="Phạm Thị Oanh chưa được xem văn bản"):
        actions.hand_to(row, handler=decided.world.oanh, by=by)
    refused = sign_in(decided.officer).post(
        reverse("incoming_hand", args=[row.pk]), {"handler": str(decided.world.oanh.pk)}
    )
    assert refused.status_code == 422


def test_the_handler_finishes_it_though_he_does_not_keep_the_book(decided: Season):
    row = came(decided)
    actions.hand_to(row, handler=decided.admin, by=decided.by(decided.officer))
    quan = sign_in(decided.admin)
    body = shown(quan.get(reverse("incoming_detail", args=[row.pk])))
    assert "Đã giải quyết xong" in body
    assert "Giao giải quyết</button>" not in body
    done = {"progress": "Đã trả lời", "done_on": today().isoformat()}
    assert quan.post(reverse("incoming_done", args=[row.pk]), done).status_code == 302
    other = came(decided, "2/CV")
    assert quan.post(reverse("incoming_done", args=[other.pk]), done).status_code == 404
    with pytest.raises(Forbidden):
        actions.finish_incoming(other, progress="x", done_on=today(), by=decided.by(decided.admin))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"progress": ""}, "progress"),
        ({"done_on": None}, "done_on"),
        ({"done_on": dt.date(2024, 2, 1)}, "done_on"),
        ({"done_on": dt.date(2024, 2, 1) + 400 * ONE_DAY}, "done_on"),
        ({"is_done": True}, ""),
    ],
)
def test_the_end_is_refused_beside_its_field(change: dict[str, object], field: str):
    usual: dict[str, object] = {
        "is_done": False, "progress": "Xong", "done_on": dt.date(2024, 2, 3), "received_on": dt.date(2024, 2, 2),
        "today": dt.date(2024, 3, 1),
    }  # fmt: skip
    assert rules.done_blockers(rules.DoneFacts(**usual)) == []  # type: ignore[arg-type]
    assert [one.field for one in rules.done_blockers(rules.DoneFacts(**{**usual, **change}))] == [field]  # type: ignore[arg-type]


def test_what_it_became_is_shown_by_reference(decided: Season):
    row = came(decided)
    actions.link_incoming(
        row,
        about_kind="papers.paper",
        about_id=str(decided.decision.paper_id),
        by=decided.by(decided.officer),
    )
    body = shown(sign_in(decided.officer).get(reverse("incoming_detail", args=[row.pk])))
    assert reverse("paper_detail", args=[decided.decision.paper_id]) in body


def test_it_is_linked_to_what_it_led_to_and_let_go_again(decided: Season):
    row = came(decided)
    lan = sign_in(decided.officer)
    page, link = (reverse(name, args=[row.pk]) for name in ("incoming_detail", "incoming_link"))
    paper = decided.submission.paper
    body = shown(lan.get(page))
    assert "Văn bản của cơ quan" in body
    assert f'value="papers.paper:{paper.pk}"' in body
    answer = shown(lan.post(link, {"about": f"papers.paper:{paper.pk}"}, follow=True))
    assert "Đã nối." in answer
    assert reverse("paper_detail", args=[paper.pk]) in answer
    assert "Đã bỏ nối." in shown(lan.post(link, {"about": ""}, follow=True))
    row.refresh_from_db()
    assert (row.about_kind, row.about_id) == ("", "")
    refused(lan.post(link, {"about": "papers.paper:00000000-0000-7000-8000-000000000000"}), "Chưa nối được")
    with pytest.raises(Refused, match="Chọn việc, văn bản trong danh sách"):
        actions.link_incoming(
            row, about_kind="nothing", about_id=str(paper.pk), by=decided.by(decided.officer)
        )


def test_plans_of_the_place_stand_in_the_list(decided: Season):
    plan = Plan.objects.filter(place=decided.commune).first()
    assert plan is not None
    labels = {one.label: one for one in queries.targets_for(decided.association, decided.by(decided.officer))}
    assert str(plan.pk) in {one.id for one in labels["Kế hoạch"].found}


def test_open_ones_go_over_in_a_handover(decided: Season):
    row = came(decided)
    by = decided.by(decided.officer)
    actions.hand_to(row, handler=decided.officer, by=by)
    giver, receiver = decided.officer.capacities.get(), decided.chair.capacities.get()
    assert [line.id for line in handing.unsettled(giver)] == [str(row.pk)]
    handing.hand_over([str(row.pk)], giver, receiver, by)
    assert Incoming.objects.get().handler == decided.chair
    assert handing.unsettled(Capacity.objects.get(pk=giver.pk)) == []


def test_others_find_nothing(decided: Season):
    row = came(decided)
    oanh = sign_in(decided.world.oanh)
    assert oanh.get(reverse("incoming_detail", args=[row.pk])).status_code == 404
    for name in ("incoming_hand", "incoming_progress", "incoming_done", "incoming_link"):
        assert oanh.post(reverse(name, args=[row.pk]), {"progress": "x"}).status_code == 404
