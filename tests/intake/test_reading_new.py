import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hoctap.core import files
from hoctap.core.refusals import Forbidden, Refused
from hoctap.intake import actions
from hoctap.intake.models import Reading, ReadingState
from tests.intake import documents
from tests.intake.hands import actor_of
from tests.world import World

NEW = "reading_new"


def send(client: Client, world: World, name: str, content: bytes, **more: object):
    typed = {"place": world.commune.pk, "document": SimpleUploadedFile(name, content)} | more
    return client.post(reverse(NEW), typed)


def test_a_document_is_kept_and_read_in_the_background(world: World, client: Client):
    client.force_login(world.lan)
    assert "Gửi và đọc" in client.get(reverse(NEW)).text
    answer = send(client, world, "ke-hoach.docx", documents.plan_docx())
    reading = Reading.objects.get()
    assert answer.headers["Location"] == reverse("reading_detail", args=[reading.pk])
    assert (reading.state, reading.by, reading.place) == (ReadingState.QUEUED, world.lan, world.commune)
    kept = reading.files.get()
    assert files.read(kept.sha256) == documents.plan_docx() or kept.size > 1000
    download = client.get(reverse("readingfile_download", args=[kept.pk]))
    assert download.content == files.read(kept.sha256)
    client.force_login(world.oanh)
    assert client.get(reverse("readingfile_download", args=[kept.pk])).status_code == 404


def test_several_photos_are_the_pages_of_one_document(world: World, client: Client):
    client.force_login(world.lan)
    photos = [SimpleUploadedFile(f"{n}.jpg", documents.photo(documents.plan_pdf())) for n in (1, 2)]
    client.post(reverse(NEW), {"place": world.commune.pk, "document": photos})
    assert [one.name for one in Reading.objects.get().files.all()] == ["1.jpg", "2.jpg"]


def test_nothing_chosen_and_an_empty_file_are_refused(world: World, client: Client):
    client.force_login(world.lan)
    answer = client.post(reverse(NEW), {"place": world.commune.pk})
    assert answer.status_code == 422
    assert "Chưa chọn tệp nào" in answer.text
    empty = send(client, world, "rong.txt", b" \n ")
    assert empty.status_code == 422
    assert "Tệp rỗng" in empty.text
    assert not Reading.objects.exists()


def _with(member: str, content: bytes) -> bytes:
    out = io.BytesIO(documents.plan_docx())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(member, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("macro.docx", _with("word/vbaProject.bin", b"x"), "macro"),
        ("ma.pdf", b"%PDF-1.4\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n%%EOF", "mã lệnh"),
        ("mo.pdf", b"%PDF-1.4\n1 0 obj<</OpenAction<</S/Launch/F(cmd.exe)>>>>endobj\n%%EOF", "mở chương trình khác"),
        ("khoa.pdf", b"%PDF-1.4\ntrailer<</Encrypt 5 0 R>>\n%%EOF", "mật khẩu"),
    ],
)  # fmt: skip
def test_what_is_more_than_paper_is_refused_with_the_cure(
    world: World, client: Client, name: str, content: bytes, says: str
):
    client.force_login(world.lan)
    answer = send(client, world, name, content)
    assert answer.status_code == 422
    assert says in answer.text
    assert not Reading.objects.exists()


def test_a_plan_is_not_handed_in_for_another_commune_or_a_hamlet(world: World, client: Client):
    client.force_login(world.oanh)
    assert send(client, world, "a.txt", b"abc").status_code == 422
    with pytest.raises(Forbidden):
        actions.hand_in_document(world.commune, [("a.txt", b"abc")], by=actor_of(world.oanh))
    with pytest.raises(Refused, match="cấp xã trở lên"):
        actions.hand_in_document(world.hamlet, [("a.txt", b"abc")], by=actor_of(world.lan))
    with pytest.raises(Refused, match="nhiều nhất"):
        actions.hand_in_document(world.commune, [("a.jpg", b"x")] * 61, by=actor_of(world.lan))
    with pytest.raises(Refused, match="lớn hơn 15 MB"):
        actions.hand_in_document(
            world.commune, [("a.txt", b"x" * (files.MAX_BYTES + 1))], by=actor_of(world.lan)
        )
    client.force_login(world.hung)
    assert client.get(reverse(NEW)).status_code == 403
