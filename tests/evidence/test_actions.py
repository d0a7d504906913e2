"""Adding and withdrawing evidence."""

import io

import pytest
from PIL import Image

from hoctap.audit.models import Event
from hoctap.core import files
from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.refusals import Forbidden, Refused
from hoctap.evidence import actions
from hoctap.evidence.models import Evidence
from tests.world import World

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


def add(
    world: World, kind: str = "file", text: str = "", content: bytes | None = None, by: Actor | None = None
) -> Evidence:
    return actions.add_evidence(
        kind=kind,
        place=world.hamlet,
        subject_kind="people.household",
        subject_id=str(uuid7()),
        text=text,
        content=content,
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
    assert add(world, "confirmation", "Tổ 3 xác nhận").kind == "confirmation"


@pytest.mark.parametrize(
    ("kind", "text", "content", "words"),
    [
        ("file", "", None, "Hãy chọn ảnh hoặc tệp PDF"),
        ("file", "", b"MZ program", "Tệp này là chương trình"),
        ("file", "", b"\xff\xd8\xff broken", "Ảnh không đọc được"),
        ("note", " ", None, "Hãy ghi nội dung"),
        ("confirmation", "", None, "Hãy ghi ai xác nhận"),
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


def test_it_is_withdrawn_with_a_reason_once(world: World):
    evidence = add(world, "note", "Nhầm")
    with pytest.raises(Refused, match="lý do"):
        actions.withdraw_evidence(evidence, " ", by=world.actor(world.hung))
    actions.withdraw_evidence(evidence, "nhầm hộ", by=world.actor(world.hung))
    evidence.refresh_from_db()
    assert evidence.withdrawn_why == "nhầm hộ"
    with pytest.raises(Refused, match="đã rút rồi"):
        actions.withdraw_evidence(evidence, "nhầm hộ", by=world.actor(world.hung))


def test_nobody_from_elsewhere_and_nobody_who_only_signs_may(world: World):
    evidence = add(world, "note", "x")
    for user in (world.oanh, world.minh, world.bich):
        with pytest.raises(Forbidden):
            add(world, "note", "x", by=world.actor(user))
        with pytest.raises(Forbidden):
            actions.withdraw_evidence(evidence, "x", by=world.actor(user))
