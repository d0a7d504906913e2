"""The chain of seals, and what the owner of the database tries on it."""

import datetime as dt
import uuid
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.audit import chain
from hoctap.audit.models import Event, Pending, Read, Seal
from hoctap.audit.sealing_rules import FIRST, SealContent, SealKey
from hoctap.core.ids import uuid7
from hoctap.core.reading import Seen
from hoctap.home import doctor
from tests.audit.trail import kinds, problems, run
from tests.world import World


@pytest.fixture
def sealed(world: World) -> World:
    """Three seals over twelve events and one read."""
    for _ in range(3):
        for number in range(4):
            audit.record(world.actor(world.lan), "recognition.list.saved", world.hamlet, count=number + 1)
        chain.seal()
    audit.record_read(world.actor(world.lan), "household_list", Seen(persons={uuid7()}))
    chain.seal()
    return world


def test_what_was_written_is_sealed_once_and_the_chain_holds(sealed: World):
    assert Pending.objects.count() == 0
    assert [len(one.events) + len(one.reads) for one in Seal.objects.order_by("number")] == [4, 4, 4, 1]
    check = chain.Check()
    assert list(check.problems()) == []
    assert (check.seals, check.events, check.reads) == (4, 12, 1)
    assert check.head == chain.head()
    assert chain.head().number == 4


def test_a_chain_begins_with_nothing(world: World):
    Pending.objects.all().delete()
    assert chain.head() == chain.Head(0, FIRST)
    assert chain.seal() == 0
    assert not Seal.objects.exists()


def test_older_events_are_sealed_in_batches_and_an_interrupted_run_goes_on(world: World):
    long_ago = timezone.now() - dt.timedelta(days=400)
    for _ in range(7):
        audit.record(world.actor(world.lan), "recognition.list.saved", world.hamlet)
    run("UPDATE audit_event SET at = %s", long_ago)
    assert chain.seal_batch(3) == 3
    assert not Seal.objects.get(number=1).is_complete, "the sealer was killed here"
    assert chain.seal(batch=3) == 4
    assert [len(one.events) for one in Seal.objects.order_by("number")] == [3, 3, 1]
    assert kinds() == []


# ---------------------------------------------------------------- rights


def test_the_app_adds_seals_and_reads_and_never_changes_them(sealed: World):
    for model in (Seal, Read):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            model.objects.all().delete()
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Seal.objects.update(mac="0" * 64)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Read.objects.update(subjects=[])


def test_the_app_cannot_keep_an_event_from_being_sealed_unseen(world: World):
    audit.record(world.actor(world.lan), "recognition.list.saved", world.hamlet)
    Pending.objects.all().delete()
    assert kinds() == ["row_unsealed"]


# ---------------------------------------------------------------- the owner of the database


@pytest.mark.parametrize(
    "change",
    [
        "what = 'recognition.round.closed'",
        "actor = 'Người khác'",
        "at = at - interval '1 microsecond'",
        "count = count + 1",
        "place_path = '[]'",
        "fields = '[\"phone\"]'",
        "subject_id = 'x'",
        "on_behalf_of = 'x'",
    ],
)
def test_a_changed_event_is_named(sealed: World, change: str):
    one = Event.objects.order_by("id")[5]
    run(f"UPDATE audit_event SET {change} WHERE id = %s", one.pk)
    [problem] = problems()
    assert (problem.kind, problem.number, problem.row) == ("row_changed", 2, one.pk)
    assert str(one.pk) in problem.text
    assert "đã bị sửa sau khi niêm phong (dấu số 2)" in problem.text
    if "place_path" not in change:
        assert "ở ấp Ấp 1" in problem.text or "ở Ấp 1" in problem.text


def test_a_removed_event_is_named(sealed: World):
    one = Event.objects.order_by("id")[5]
    run("DELETE FROM audit_event WHERE id = %s", one.pk)
    [problem] = problems()
    assert (problem.kind, problem.number, problem.row) == ("row_gone", 2, one.pk)
    assert "đã bị xóa sau khi niêm phong" in problem.text


def test_a_changed_read_is_named(sealed: World):
    run("UPDATE audit_read SET subjects = '{}'")
    [problem] = problems()
    assert problem.kind == "row_changed"
    assert "household_list" in problem.text


def test_an_event_removed_before_it_was_sealed_is_named(world: World):
    audit.record(world.actor(world.lan), "recognition.list.saved", world.hamlet)
    run("DELETE FROM audit_event")
    chain.seal()
    [problem] = problems()
    assert problem.kind == "row_gone"
    assert "trước khi kịp niêm phong" in problem.text


def test_the_last_seal_taken_away_leaves_its_events_unsealed(sealed: World):
    run("DELETE FROM audit_seal WHERE number >= 3")
    assert kinds() == ["row_unsealed"] * 5


def test_a_seal_taken_out_of_the_middle_is_missed(sealed: World):
    run("DELETE FROM audit_seal WHERE number = 2")
    found = problems()
    assert "Thiếu dấu niêm phong số 2." in [problem.text for problem in found]
    assert [problem.kind for problem in found] == ["seal_gone", *["row_unsealed"] * 4]


def test_a_cut_end_with_its_events_is_seen_by_whoever_noted_the_head(sealed: World):
    noted = chain.head().hash
    assert kinds(expect=noted) == []
    run("DELETE FROM audit_event WHERE id = ANY (SELECT unnest(events) FROM audit_seal WHERE number >= 3)")
    run("DELETE FROM audit_read")
    run("DELETE FROM audit_seal WHERE number >= 3")
    assert kinds() == []
    assert kinds(expect=noted) == ["head_gone"]


def test_an_event_put_in_past_the_trigger_is_named(sealed: World):
    run("ALTER TABLE audit_event DISABLE TRIGGER USER")
    run(
        "INSERT INTO audit_event SELECT %s, at - interval '30 days', actor_id, actor, on_behalf_of, what, subject_kind, subject_id,"
        " place_path, fields, count FROM audit_event LIMIT 1",
        (one := uuid.uuid4()),
    )
    run("ALTER TABLE audit_event ENABLE TRIGGER USER")
    [problem] = problems()
    assert (problem.kind, problem.row) == ("row_unsealed", one)


def test_an_event_with_a_false_date_is_named_though_it_was_sealed(sealed: World):
    run(
        "INSERT INTO audit_event SELECT %s, at - interval '30 days', actor_id, actor, on_behalf_of, what, subject_kind, subject_id,"
        " place_path, fields, count FROM audit_event LIMIT 1",
        (one := uuid7()),
    )
    chain.seal()
    [problem] = problems()
    assert (problem.kind, problem.row) == ("row_late", one)


def _forge(link: Seal, key: SealKey) -> None:
    """What an owner who knows the program but not the key can do: all but the mac."""
    values = {name: getattr(link, name) for name in SealContent.__dataclass_fields__}
    content = SealContent(**(values | {"digests": bytes(link.digests)}))
    run(
        "UPDATE audit_seal SET digests = %s, previous = %s, hash = %s, key_mark = %s, mac = %s WHERE number = %s",
        content.digests, content.previous, content.hash(), key.mark, key.mac(content.hash()), link.number,
    )  # fmt: skip


@pytest.mark.parametrize("says_own_mark", [True, False])
def test_who_seals_anew_without_the_key_is_found_out(sealed: World, says_own_mark: bool):
    one = Event.objects.order_by("id")[5]
    run("UPDATE audit_event SET actor = 'Người khác' WHERE id = %s", one.pk)
    foreign = SealKey.derived_from("khóa của kẻ sửa")
    run("ALTER TABLE audit_seal DROP CONSTRAINT audit_seal_previous_key")
    before = Seal.objects.get(number=1).hash
    for link in Seal.objects.filter(number__gte=2).order_by("number"):
        link.digests = b"".join(
            [*chain.digests_of("audit_event", link.events), *chain.digests_of("audit_read", link.reads)]
        )
        link.previous = before
        _forge(link, foreign)
        before = Seal.objects.get(number=link.number).hash
    if says_own_mark:
        run("UPDATE audit_seal SET key_mark = %s", chain.own_key().mark)
    expected = "seal_forged" if says_own_mark else "seal_other_key"
    assert kinds() == [expected] * 3, "the content fits now, the key does not"


def test_a_seal_changed_by_hand_is_named(sealed: World):
    run("UPDATE audit_seal SET sealed_at = sealed_at - interval '1 day' WHERE number = 2")
    assert [(one.kind, one.number) for one in problems()] == [("seal_changed", 2)]


def test_an_event_in_two_seals_is_named(sealed: World):
    one = Event.objects.order_by("id")[0]
    Pending.objects.create(id=one.pk, table="e")
    chain.seal()
    [problem] = problems()
    assert (problem.kind, problem.row) == ("row_twice", one.pk)


def test_a_key_that_was_changed_is_still_known_when_it_is_told(sealed: World, settings):
    old = settings.KEYS.hmac_key
    settings.KEYS = type(settings.KEYS)(settings.KEYS.secret_key, "khóa mới")
    assert set(kinds()) == {"seal_other_key"}
    settings.OLD_HMAC_KEYS = [old]
    audit.record(sealed.actor(sealed.lan), "recognition.list.saved", sealed.hamlet)
    chain.seal()
    assert kinds() == []


# ---------------------------------------------------------------- commands and the doctor


def test_the_commands_seal_check_and_give_the_head(sealed: World, capsys: pytest.CaptureFixture[str]):
    audit.record(sealed.actor(sealed.lan), "recognition.list.saved", sealed.hamlet)
    call_command("audit", "seal")
    assert "Đã niêm phong 1 dòng." in capsys.readouterr().out
    call_command("audit", "head")
    assert capsys.readouterr().out.strip() == f"5 {chain.head().hash}"
    call_command("audit", "verify", "--expect", chain.head().hash)
    assert "Nhật ký nguyên vẹn: 13 việc, 1 lượt xem trong 5 dấu niêm phong." in capsys.readouterr().out
    run("UPDATE audit_event SET actor = 'Người khác' WHERE id = %s", Event.objects.order_by("id")[0].pk)
    with pytest.raises(CommandError, match="1 chỗ không khớp"):
        call_command("audit", "verify")
    assert "đã bị sửa" in capsys.readouterr().out
    call_command("audit", "verify", "--from", "2")
    with pytest.raises(CommandError):
        call_command("audit", "verify", "--json")
    assert '"ok": false' in capsys.readouterr().out


def _told() -> list[doctor.Finding]:
    return [finding for finding in doctor.examine() if finding.name.startswith("audit")]


def test_the_doctor_says_that_the_trail_is_whole_or_what_is_wrong_with_it(sealed: World, tmp_path: Path):
    [finding] = _told()
    assert finding.ok
    assert "12 việc" in finding.text
    one = Event.objects.order_by("id")[5]
    run("DELETE FROM audit_event WHERE id = %s", one.pk)
    [finding] = _told()
    assert not finding.ok
    assert str(one.pk) in finding.text
    assert "hoctap audit verify" in finding.text


def test_the_doctor_says_in_words_that_nobody_seals(sealed: World):
    audit.record(sealed.actor(sealed.lan), "recognition.list.saved", sealed.hamlet)
    assert all(finding.ok for finding in _told()), "a minute is no reason to worry"
    Pending.objects.update(added_at=timezone.now() - dt.timedelta(minutes=11))
    whole, waiting = _told()
    assert whole.ok
    assert not waiting.ok
    assert "1 dòng nhật ký chờ niêm phong quá 10 phút" in waiting.text


def test_checking_asks_a_fixed_number_of_queries_for_many_seals(world: World, django_assert_max_num_queries):
    for _ in range(30):
        audit.record(world.actor(world.lan), "recognition.list.saved", world.hamlet)
        chain.seal()
    with django_assert_max_num_queries(14):
        assert kinds() == []


def test_the_walk_does_not_hold_the_trail_in_memory(world: World, monkeypatch: pytest.MonkeyPatch):
    """Rows are fetched in groups of the size of a batch, whatever the number of seals."""
    monkeypatch.setattr(chain, "BATCH", 10)
    asked: list[int] = []
    real = chain._rows
    monkeypatch.setattr(
        chain, "_rows", lambda table, ids, version: asked.append(len(list(ids))) or real(table, ids, version)
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_event (id, at, actor_id, actor, on_behalf_of, what, subject_kind, subject_id, place_path, fields, count)"
            " SELECT gen_random_uuid(), now(), '', 'x', '', 'x', 'x', 'x', '[]', '[]', 1 FROM generate_series(1, 200)"
        )
    chain.seal(batch=5)
    asked.clear()
    assert kinds() == []
    assert max(asked) <= 15
    assert sum(asked) == Event.objects.count()
