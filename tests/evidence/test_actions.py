"""Adding, verifying and withdrawing evidence."""

import datetime as dt
import io

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from PIL import Image

from hoctap.audit.models import Event
from hoctap.core import files
from hoctap.core.actor import Actor, system_job
from hoctap.core.ids import uuid7
from hoctap.core.refusals import Forbidden, Refused
from hoctap.evidence import actions
from hoctap.evidence.models import HOUSEHOLD, PERSON, Evidence, Subject
from hoctap.evidence.rules import Confirmation
from hoctap.people import actions as people
from hoctap.people.models import Household, UnitMembership, WorkUnit
from tests.world import World, make_household

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


def photo(**options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(out, "JPEG", **options)  # type: ignore[arg-type]
    return out.getvalue()


def photo_with_position() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "May Anh Cua Toi"
    exif[0x0112] = 6
    exif[0x8825] = {1: "N", 2: (10.0, 31.0, 12.0), 3: "E", 4: (105.0, 50.0, 2.0)}
    return photo(exif=exif)


TOLD = Confirmation("Lê Văn Tám", "Tổ trưởng Tổ 3", dt.date(2024, 5, 2))


def add(
    world: World,
    kind: str = "file",
    text: str = "",
    content: bytes | None = None,
    by: Actor | None = None,
    about: Subject | None = None,
    confirmation: Confirmation | None = None,
) -> Evidence:
    about = about or Subject(HOUSEHOLD, uuid7())
    return actions.add_evidence(
        kind=kind,
        place=world.hamlet,
        subject_kind=about.kind,
        subject_id=str(about.id),
        text=text,
        content=content,
        confirmation=confirmation,
        by=by or world.actor(world.hung),
    )


@pytest.mark.requirement("S3-25")
def test_a_photo_is_kept_upright_without_where_and_with_what_it_was_taken(world: World):
    original = photo_with_position()
    assert b"May Anh Cua Toi" in original
    assert Image.open(io.BytesIO(original)).getexif().get_ifd(0x8825)
    evidence = add(world, content=original)
    kept = files.read(evidence.sha256)
    image = Image.open(io.BytesIO(kept))
    assert image.size == (20, 40)
    assert not image.getexif()
    assert not image.getexif().get_ifd(0x8825)
    assert b"May Anh Cua Toi" not in kept
    assert (evidence.media_type, evidence.size) == ("image/jpeg", len(kept))
    assert evidence.added_by == world.hung
    assert "Trưởng ấp" in evidence.added_by_label
    assert Event.objects.get(what="evidence.evidence.added").place_path[-1] == str(world.hamlet.pk)


@pytest.mark.requirement("S3-25")
def test_a_pdf_a_note_and_a_confirmation_are_kept_as_they_are(world: World):
    assert add(world, content=PDF).media_type == "application/pdf"
    note = add(world, "note", "  Có tủ sách   30 cuốn ")
    assert (note.text, note.sha256) == ("Có tủ sách 30 cuốn", "")
    told = add(world, "confirmation", "Có tủ sách", confirmation=TOLD)
    assert (told.confirmer, told.confirmer_capacity, told.confirmed_on) == (
        "Lê Văn Tám",
        "Tổ trưởng Tổ 3",
        dt.date(2024, 5, 2),
    )
    signed = add(world, "confirmation", "Có tủ sách", content=PDF, confirmation=TOLD)
    assert signed.media_type == "application/pdf", "the paper that was signed may come with it"


@pytest.mark.parametrize(
    ("kind", "text", "content", "words"),
    [
        ("file", "", None, "Hãy chọn ảnh hoặc tệp PDF"),
        ("file", "", b"MZ program", "Tệp này là chương trình"),
        ("file", "", b"\xff\xd8\xff broken", "Ảnh không đọc được"),
        ("note", " ", None, "Hãy ghi nội dung"),
        ("confirmation", "", None, "Hãy ghi xác nhận điều gì"),
        ("confirmation", "Có tủ sách", None, "họ tên người xác nhận"),
        ("note", "x" * 301, None, "dài hơn 300"),
        ("rumour", "x", None, "Hãy chọn loại"),
    ],
)
def test_each_kind_must_bring_what_it_needs(
    world: World, kind: str, text: str, content: bytes | None, words: str
):
    with pytest.raises(Refused, match=words):
        add(world, kind, text, content)
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (Confirmation("", "Tổ trưởng", dt.date(2024, 5, 2)), "họ tên người xác nhận"),
        (Confirmation("Lê Văn Tám", " ", dt.date(2024, 5, 2)), "với tư cách gì"),
        (Confirmation("Lê Văn Tám", "Tổ trưởng", None), "ngày xác nhận"),
        (Confirmation("Lê Văn Tám", "Tổ trưởng", dt.date(2999, 1, 1)), "01/01/2999 ở sau ngày hôm nay"),
    ],
)
def test_a_confirmation_says_who_in_which_capacity_and_when(world: World, told: Confirmation, words: str):
    with pytest.raises(Refused, match=words):
        add(world, "confirmation", "Có tủ sách", confirmation=told)
    assert not Evidence.objects.exists()


def test_of_several_photos_all_are_taken_or_none(world: World):
    subject = Subject(HOUSEHOLD, uuid7())
    about = {"place": world.hamlet, "subject": subject, "by": world.actor(world.hung)}
    with pytest.raises(Refused, match="Ảnh không đọc được"):
        actions.add_several(kind="file", contents=[photo(), b"\xff\xd8\xff broken"], **about)  # type: ignore[arg-type]
    assert not Evidence.objects.exists()
    actions.add_several(kind="file", contents=[photo(), PDF], **about)  # type: ignore[arg-type]
    assert [one.kind_label for one in Evidence.objects.order_by("id")] == ["Ảnh", "Tệp PDF"]
    with pytest.raises(Refused, match="chỉ kèm được một tệp"):
        actions.add_several(
            kind="confirmation",
            text="Có tủ sách",
            contents=[PDF, PDF],
            confirmation=TOLD,
            **about,  # type: ignore[arg-type]
        )


# ---------------------------------------------------------------- verified


@pytest.mark.requirement("S3-25")
def test_a_second_person_says_that_he_saw_the_original(world: World):
    evidence = add(world, content=photo())
    with pytest.raises(Refused, match="không tự đối chiếu được"):
        actions.verify_evidence(evidence, by=world.actor(world.hung))
    actions.verify_evidence(evidence, by=world.actor(world.lan))
    evidence.refresh_from_db()
    assert (evidence.verified_by, evidence.stands_by_itself) == (world.lan, True)
    assert evidence.verified_by_label == world.actor(world.lan).described
    assert evidence.verified_at is not None
    assert Event.objects.get(what="evidence.evidence.verified").subject_id == str(evidence.pk)
    with pytest.raises(Refused, match="đã được đối chiếu"):
        actions.verify_evidence(evidence, by=world.actor(world.lan))


def test_who_verified_by_mistake_takes_it_back_and_nobody_else(world: World):
    evidence = add(world, content=photo())
    with pytest.raises(Refused, match="chưa ai ghi"):
        actions.unverify_evidence(evidence, by=world.actor(world.lan))
    actions.verify_evidence(evidence, by=world.actor(world.lan))
    with pytest.raises(Refused, match="Chỉ người đã ghi đối chiếu"):
        actions.unverify_evidence(evidence, by=world.actor(world.hung))
    with pytest.raises(Forbidden):
        actions.unverify_evidence(evidence, by=world.actor(world.minh))
    actions.unverify_evidence(evidence, by=world.actor(world.lan))
    evidence.refresh_from_db()
    assert (evidence.verified_by, evidence.verified_by_label, evidence.verified_at) == (None, "", None)
    assert Event.objects.filter(what="evidence.evidence.unverified").count() == 1


def test_the_database_knows_no_evidence_that_its_own_adder_verified(world: World):
    evidence = add(world, content=photo())
    with pytest.raises(IntegrityError, match="second_person"), transaction.atomic():
        Evidence.objects.filter(pk=evidence.pk).update(
            verified_by=world.hung, verified_by_label="Hùng", verified_at=timezone.now()
        )


@pytest.mark.parametrize("kind", ["note", "withdrawn", "erased", "nobody"])
def test_what_has_no_original_or_is_gone_is_not_verified(world: World, kind: str):
    evidence = add(world, "note", "Có tủ sách") if kind == "note" else add(world, content=photo())
    by = world.actor(world.lan)
    words = "không có bản gốc"
    if kind == "withdrawn":
        actions.withdraw_evidence(evidence, "nhầm", by=by)
        words = "đã rút"
    if kind == "erased":
        Evidence.objects.update(erased_on=dt.date(2024, 1, 1))
        words = "đã xóa theo yêu cầu"
    if kind == "nobody":
        by, words = system_job("thử"), "không tự đối chiếu được"
    with pytest.raises(Refused, match=words):
        actions.verify_evidence(evidence, by=by)


# ---------------------------------------------------------------- records of this system


def unit_of(world: World, household: Household) -> UnitMembership:
    unit = people.add_unit(
        world.commune, name="Trường Tân Kiều 1", kind="school", from_year=2020, by=world.actor(world.lan)
    )
    return people.add_unit_member(
        unit, household.head, from_year=2021, title="Giáo viên", by=world.actor(world.lan)
    )


@pytest.mark.requirement("S1-20")
def test_work_in_a_unit_is_taken_as_evidence_once_with_what_it_says(world: World):
    household = make_household(world.hamlet, "Võ Thị Sáu")
    work = unit_of(world, household)
    family = [Subject(HOUSEHOLD, household.pk), Subject(PERSON, household.head_id)]

    def take(record: str) -> Evidence:
        return actions.add_record(
            family[0], "work", record, subjects=family, place=world.hamlet, by=world.actor(world.lan)
        )

    evidence = take(str(work.pk))
    assert evidence.text == "Võ Thị Sáu: Giáo viên, Trường Tân Kiều 1"
    assert (evidence.record_when, evidence.kind, evidence.stands_by_itself) == ("từ năm 2021", "record", True)
    assert take(str(work.pk)) == evidence
    with pytest.raises(Refused, match="không cần đối chiếu"):
        actions.verify_evidence(evidence, by=world.actor(world.hung))
    others = unit_of_somebody_else(world)
    with pytest.raises(Refused, match="không phải của hộ"):
        take(str(others.pk))
    assert Evidence.objects.count() == 1


def unit_of_somebody_else(world: World) -> UnitMembership:
    unit = WorkUnit.objects.get()
    other = make_household(world.hamlet, "Lý Văn Bảy")
    return people.add_unit_member(unit, other.head, from_year=2021, by=world.actor(world.lan))


@pytest.mark.parametrize("kind", ["work", "song"])
def test_a_record_that_is_not_there_is_refused(world: World, kind: str):
    subject = Subject(HOUSEHOLD, make_household(world.hamlet, "Võ Thị Sáu").pk)
    with pytest.raises(Refused, match="không còn"):
        actions.add_record(
            subject, kind, "x", subjects=[subject], place=world.hamlet, by=world.actor(world.lan)
        )


# ---------------------------------------------------------------- withdrawn


def test_it_is_withdrawn_with_a_reason_once(world: World):
    evidence = add(world, "note", "Nhầm")
    with pytest.raises(Refused, match="lý do"):
        actions.withdraw_evidence(evidence, " ", by=world.actor(world.hung))
    actions.withdraw_evidence(evidence, "nhầm hộ", by=world.actor(world.hung))
    evidence.refresh_from_db()
    assert (evidence.withdrawn_why, evidence.withdrawn_by_label) == (
        "nhầm hộ",
        world.actor(world.hung).described,
    )
    with pytest.raises(Refused, match="đã rút rồi"):
        actions.withdraw_evidence(evidence, "nhầm hộ", by=world.actor(world.hung))


def test_nobody_from_elsewhere_and_nobody_who_only_signs_may(world: World):
    evidence = add(world, "note", "x")
    for user in (world.oanh, world.minh, world.bich):
        with pytest.raises(Forbidden):
            add(world, "note", "x", by=world.actor(user))
        with pytest.raises(Forbidden):
            actions.withdraw_evidence(evidence, "x", by=world.actor(user))
        with pytest.raises(Forbidden):
            actions.verify_evidence(evidence, by=world.actor(user))
