"""The photo of the signed list, and names ticked beside it later."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from hoctap.core import files
from hoctap.core.dates import today
from hoctap.core.refusals import Refused
from hoctap.learning.attendance import actions
from hoctap.learning.attendance.rules import ListWanted
from hoctap.learning.models import Session, SignedList
from hoctap.papers import actions as papers
from tests.learning.roll_hands import heads_of, session_at
from tests.season import SCAN
from tests.world import World


def _photo() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(out, "JPEG")
    return SimpleUploadedFile("to-1.jpg", out.getvalue(), "image/jpeg")


def _keep(client: Client, session: Session, *uploads: SimpleUploadedFile) -> str:
    return client.post(reverse("session_keep_sheet", args=[session.pk]), {"file": list(uploads)})["Location"]


def test_photos_are_kept_and_names_are_ticked_beside_them(world: World, client: Client):
    people = heads_of(world.hamlet, "Lê Thị Ánh", "Trần Văn Bền")
    session = session_at(world.hamlet)
    client.force_login(world.hung)
    scan = SimpleUploadedFile("to-2.pdf", SCAN, "application/pdf")
    url = _keep(client, session, _photo(), scan)
    assert url == f"/learning/sessions/{session.pk}/tick/"
    page = client.get(url).content.decode()
    first, second = session.signed_lists.all()
    assert f'<img src="/learning/signed-lists/{first.pk}/file/"' in page
    assert f'href="/learning/signed-lists/{second.pk}/file/"' in page
    client.post(url, {"role": "learner", "here": [str(people[1].pk)]})
    row = session.attendances.get()
    assert (row.full_name, row.via) == ("Trần Văn Bền", "sheet")


def test_the_photo_is_handed_out_only_to_who_takes_names_there(world: World, client: Client):
    session = session_at(world.hamlet)
    client.force_login(world.hung)
    _keep(client, session, _photo())
    url = reverse("signedlist_file", args=[session.signed_lists.get().pk])
    answer = client.get(url)
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Cache-Control"] == "private, no-store"
    for user, status in ((world.lan, 200), (world.oanh, 404), (world.minh, 403), (world.bich, 403)):
        client.force_login(user)
        assert client.get(url).status_code == status


@pytest.mark.parametrize("kind", ["image", "scan"])
def test_the_signed_copy_of_the_printed_list_stands_beside_the_names(world: World, client: Client, kind: str):
    people = heads_of(world.hamlet, "Lê Thị Ánh", "Trần Văn Bền")
    session = session_at(world.hamlet)
    by = world.actor(world.hung)
    paper = actions.print_signed_list(session, ListWanted(blank_lines=5), hamlet=world.hamlet.pk, by=by)
    minutes = actions.print_signed_list(session_at(world.hamlet_2), ListWanted(5), by=world.actor(world.lan))
    client.force_login(world.hung)
    url = reverse("session_tick", args=[session.pk])
    copy = reverse("paper_signed", args=[paper.pk])
    assert "cũng chưa có bản đã ký" in client.get(url).content.decode()
    papers.mark_printed(paper, by=by)
    papers.record_signature(paper, number=None, dated_on=today(), signer="Người Lập", by=by)
    assert copy not in client.get(url).content.decode()
    upload = _photo() if kind == "image" else SimpleUploadedFile("ky.pdf", SCAN, "application/pdf")
    client.post(reverse("paper_signed_add", args=[paper.pk]), {"file": upload})
    page = client.get(url).content.decode()
    assert (f'<img src="{copy}"' if kind == "image" else f'<a href="{copy}">Mở bản đã ký') in page
    assert str(minutes.pk) not in page
    assert (
        "Đánh dấu tên theo ảnh" in client.get(reverse("session_detail", args=[session.pk])).content.decode()
    )
    client.post(url, {"role": "learner", "here": [str(people[0].pk)]})
    assert session.attendances.get().via == "sheet"
    client.force_login(world.oanh)
    assert client.get(url).status_code == 404
    assert client.get(copy).status_code == 404


def test_without_a_file_or_with_a_foreign_one_nothing_is_kept(world: World, client: Client):
    session = session_at(world.hamlet)
    client.force_login(world.hung)
    url = reverse("session_keep_sheet", args=[session.pk])
    answer = client.post(url, {})
    assert answer.status_code == 422
    assert "Hãy chọn ảnh danh sách ký nhận" in answer.content.decode()
    page = SimpleUploadedFile("a.jpg", b"<html><script>alert(1)</script></html>", "image/jpeg")
    assert client.post(url, {"file": page}).status_code == 422
    assert not SignedList.objects.exists()


def test_a_cancelled_session_takes_no_photo(world: World):
    session = session_at(world.hamlet)
    Session.objects.filter(pk=session.pk).update(state="cancelled", cancelled_why="mưa")
    with pytest.raises(Refused, match="đã hủy"):
        actions.keep_signed_list(session, [SCAN], by=world.actor(world.hung))


def test_a_file_of_the_list_is_known_to_the_store(world: World):
    (signed,) = actions.keep_signed_list(session_at(world.hamlet), [SCAN], by=world.actor(world.hung))
    uses = files.file_uses["signed_lists"]
    assert [(use.sha256, use.size, use.place_id) for use in uses.every()] == [
        (signed.sha256, len(SCAN), world.hamlet.pk)
    ]
    assert uses.names(signed.sha256)
