"""A cleaning: looked at, approved, carried out batch by batch; signed papers and figures stay."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hoctap.audit.models import Event
from hoctap.core.actor import system_job
from hoctap.core.dates import today
from hoctap.core.refusals import Refused
from hoctap.measures.models import Summary
from hoctap.notices.models import Notice
from hoctap.papers.models import PaperVersion
from hoctap.people import actions as people
from hoctap.people.models import HouseholdMember, ImportRow, ImportRun, Person
from hoctap.people.retention import gone_persons, gone_telephones
from hoctap.privacy import actions, tasks
from hoctap.privacy.actions import keeping
from hoctap.privacy.models import RetentionRun
from tests import season as seasons
from tests.world import World, make_household

ERASED = "(đã xóa theo yêu cầu)"


def gone(world: World, name: str, year: int, *, phone: str = "0912345678") -> Person:
    person = make_household(world.hamlet, name, listed_year=2001).head
    HouseholdMember.objects.filter(person=person).update(left_year=year)
    Person.objects.filter(pk=person.pk).update(phone=phone)
    return person


def finish(run: RetentionRun) -> None:
    tasks.carry_out_retention.func(str(run.pk))  # type: ignore[attr-defined]
    run.refresh_from_db()


def test_who_is_over_the_time_is_told_to_the_year(world: World):
    gone(world, "Người Năm Hai Nghìn", 2000 + 15)
    stays = make_household(world.hamlet, "Người Ở Lại", listed_year=2001).head
    before = dt.date(2016, 6, 30)
    assert [str(one) for one in gone_persons(world.commune.pk, before)] == ["Người Năm Hai Nghìn"]
    assert not gone_persons(world.commune.pk, dt.date(2015, 12, 31)).exists()
    assert not gone_persons(world.other_commune.pk, before).exists()
    assert stays not in gone_persons(world.commune.pk, dt.date(2100, 1, 1))
    Person.objects.filter(full_name="Người Năm Hai Nghìn").update(phone="")
    assert not gone_telephones(world.commune.pk, before).exists()


def test_from_the_preview_to_the_end(world: World, client: Client):
    old = gone(world, "Người Đi Lâu", 2002)
    recent = gone(world, "Người Mới Đi", today().year - 2)
    client.force_login(world.admin)
    assert client.post("/privacy/retention/", {"place": str(world.commune.pk)}).status_code == 302
    run = RetentionRun.objects.get()
    url = reverse("retention_detail", args=[run.pk])
    body = client.get(url).content.decode()
    assert "Người Đi Lâu" in body, "samples are shown"
    assert "Người Mới Đi" in body, "his telephone"
    assert {part.kind: part.wanted for part in run.parts.all()} == {"left_telephones": 2, "left_persons": 1}
    assert Person.objects.get(pk=old.pk).full_name == "Người Đi Lâu", "nothing goes before the approval"
    assert client.post(reverse("retention_approve", args=[run.pk])).status_code == 302
    finish(run)
    assert run.state == "done"
    old.refresh_from_db()
    recent.refresh_from_db()
    assert (old.full_name, old.phone, old.birth_year) == (ERASED, "", None)
    assert (recent.full_name, recent.phone) == ("Người Mới Đi", "")
    assert client.post(reverse("retention_approve", args=[run.pk])).status_code == 422
    said = Event.objects.filter(what="privacy.retention.carried_out").values_list("fields", "count")
    assert sorted(map(str, said)) == ["(['left_persons'], 1)", "(['left_telephones'], 2)"]
    assert "Võ Thành Quản" in client.get(url).content.decode()


def test_it_is_stopped_goes_on_after_the_last_batch_and_does_nothing_twice(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(keeping, "BATCH", 2)
    for letter in "ABCDE":
        gone(world, f"Người {letter}", 2002, phone="")
    by, job = world.actor(world.admin), system_job("thử")
    run = actions.prepare_retention(world.commune, by=by)
    with pytest.raises(Refused, match="chưa xong"):
        actions.prepare_retention(world.commune, by=by)
    assert not actions.carry_out_batch(run, by=job), "nobody approved"
    actions.approve_retention(run, by=by)
    assert actions.carry_out_batch(run, by=job)
    client.force_login(world.admin)
    client.post(reverse("retention_stop", args=[run.pk]))
    assert not actions.carry_out_batch(run, by=job)
    assert Person.objects.filter(full_name=ERASED).count() == 2
    body = client.get(reverse("retention_detail", args=[run.pk])).content.decode()
    assert "Đã xem 2 / 5" in body
    client.post(reverse("retention_resume", args=[run.pk]))
    gone(world, "Người Đến Sau", 2002, phone="")
    finish(run)
    assert Person.objects.filter(full_name=ERASED).count() == 5, "never more than was approved"
    assert client.post(reverse("retention_drop", args=[run.pk])).status_code == 422


def test_more_than_was_looked_at_is_not_approved(world: World):
    by = world.actor(world.admin)
    gone(world, "Người Một", 2002, phone="")
    run = actions.prepare_retention(world.commune, by=by)
    gone(world, "Người Hai", 2002, phone="")
    with pytest.raises(Refused, match="lập lại để xem số mới"):
        actions.approve_retention(run, by=by)
    actions.drop_retention(run, by=by)
    assert Person.objects.filter(full_name=ERASED).count() == 0


def test_signed_words_and_figures_stay_and_an_open_dossier_stands_in_the_way(world: World):
    season = seasons.walk(world)
    decided, waiting = season.households[1].head, season.open_households[0].head
    HouseholdMember.objects.filter(person__in=[decided, waiting]).update(left_year=2004, joined_year=2003)
    by = world.actor(world.admin)
    counted = list(Summary.objects.order_by("counter", "place", "year").values_list("value", flat=True))
    papers = list(PaperVersion.objects.order_by("id").values_list("sha256", flat=True))
    run = actions.prepare_retention(world.commune, by=by)
    actions.approve_retention(run, by=by)
    finish(run)
    part = run.parts.get(kind="left_persons")
    assert (part.done, part.skipped) == (1, 1)
    decided.refresh_from_db()
    waiting.refresh_from_db()
    assert decided.full_name == ERASED
    assert waiting.full_name != ERASED
    assert (
        list(Summary.objects.order_by("counter", "place", "year").values_list("value", flat=True)) == counted
    )
    assert list(PaperVersion.objects.order_by("id").values_list("sha256", flat=True)) == papers


def test_read_messages_old_requests_and_rows_left_over_go_each_by_its_own_term(world: World):
    by = world.actor(world.admin)
    ages = timezone.now() - dt.timedelta(days=3000)
    read = Notice.objects.create(user=world.lan, text="Nhắc việc", read_at=ages)
    unread = Notice.objects.create(user=world.lan, text="Nhắc việc")
    foreign = Notice.objects.create(user=world.oanh, text="Nhắc việc", read_at=ages)
    asked = people.register_request(
        make_household(world.hamlet, "Lê Văn Dân").head,
        kind="view",
        received_on=today(),
        channel="paper",
        text="Xin xem dữ liệu về tôi",
        by=by,
    )
    people.answer_request(asked, outcome="Đã gửi", by=by)
    type(asked).objects.filter(pk=asked.pk).update(closed_on=ages.date())
    left = ImportRun.objects.create(
        place=world.commune, year=2015, file_name="ds.xlsx", sha256="0" * 64, state="applied"
    )
    ImportRun.objects.filter(pk=left.pk).update(created_at=ages)
    ImportRow.objects.create(run=left, line="[]")
    run = actions.prepare_retention(world.commune, by=by)
    assert set(run.parts.values_list("kind", flat=True)) == {"read_notices", "request_texts", "import_rows"}
    actions.approve_retention(run, by=by)
    finish(run)
    assert set(Notice.objects.filter(text="Nhắc việc")) == {unread, foreign}
    assert not Notice.objects.filter(pk=read.pk).exists()
    asked.refresh_from_db()
    assert (asked.text, asked.outcome) == ("", "Đã gửi")
    assert not left.staged_rows.exists()
