"""Packs of topics, read without a network."""

import io
import zipfile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hoctap.core import files
from hoctap.core.refusals import Refused
from hoctap.materials import actions, tasks
from hoctap.materials.models import TopicPack
from hoctap.materials.packs import making
from hoctap.materials.packs.making import make_pack
from tests.centres.hands import topic
from tests.materials import hands
from tests.materials.conftest import Store

URL = reverse("openpack_list")


@pytest.mark.requirement("S1-63")
def test_a_pack_holds_the_files_their_licences_and_a_page_that_opens_from_a_stick(
    store: Store, client: Client
):
    store.published(title="Trồng sen", file=hands.pdf("Sen hồng"), file_title="Sổ tay sen")
    store.published(title="Chỉ nội bộ", licence="internal", file=hands.docx("Mật"))
    of = topic("crops")
    make_pack(of.pk)
    page = client.get(URL).text
    pack = TopicPack.objects.get(topic=of)
    assert of.name in page
    assert "1 học liệu" in page
    answer = client.get(reverse("openpack_file", args=[of.pk]))
    assert len(answer.content) == pack.size
    with zipfile.ZipFile(io.BytesIO(answer.content)) as inside:
        names = inside.namelist()
        index = inside.read("index.html").decode()
        (file,) = [name for name in names if name.endswith(".pdf")]
        assert inside.read(file).startswith(b"%PDF-")
    assert len(names) == 2
    assert f'href="{file}"' in index
    for words in ("Trồng sen", "CC BY 4.0", "Trạm Khuyến nông Tháp Mười", "https://example.org/phim"):
        assert words in index
    assert "Chỉ nội bộ" not in index
    assert "src=" not in index
    assert "/static/" not in index


def test_the_pack_of_a_field_holds_what_is_below_it(store: Store):
    store.published(title="Sen")
    store.published(title="Gà", of="livestock")
    field = topic("crops").parent
    assert field is not None
    make_pack(field.pk)
    assert TopicPack.objects.get(topic=field).materials == 2


def test_it_is_made_again_when_something_changed_and_only_then(store: Store, monkeypatch: pytest.MonkeyPatch):
    store.published(title="Sen")
    of = topic()
    make_pack(of.pk)
    pack = TopicPack.objects.get(topic=of)
    assert (pack.is_stale, pack.materials) == (False, 1)
    make_pack(of.pk)
    assert TopicPack.objects.get(topic=of).made_at == pack.made_at
    store.published(title="Súng")
    assert TopicPack.objects.get(topic=of).is_stale
    assert TopicPack.objects.get(topic=of).sha256, "the old one is there until the new one is"
    woken = []
    monkeypatch.setattr(tasks, "give_jobs_again", lambda _task, _name, keys: woken.extend(keys))
    tasks.wake_packs(0)
    assert woken == [], "several changes of one evening make one pack"
    TopicPack.objects.update(stale_at=timezone.now() - tasks.SETTLED * 2)
    tasks.wake_packs(0)
    assert of.pk in woken
    tasks.build_pack(str(of.pk))
    assert TopicPack.objects.get(topic=of).materials == 2


def test_files_that_do_not_fit_stand_in_it_by_name(
    store: Store, client: Client, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(making, "MOST_BYTES", 10)
    store.published(title="Sen", file=hands.pdf("Sen"))
    make_pack(topic().pk)
    assert "1 tệp lớn không nằm trong gói" in client.get(URL).text


def test_the_list_asks_one_query(store: Store, client: Client):
    store.published()
    make_pack(topic().pk)
    with CaptureQueriesContext(connection) as captured:
        client.get(URL)
    assert len(captured) <= 2
    TopicPack.objects.update(sha256="")
    assert "Chưa có gói nào" in client.get(URL).text


def test_what_is_withdrawn_while_a_pack_is_put_together_is_not_handed_out_again(
    store: Store, client: Client, monkeypatch: pytest.MonkeyPatch
):
    store.published(title="Sen")
    mistaken = store.published(title="Súng")
    of = topic("crops")
    really = making._finish

    def meanwhile(*args: object) -> None:
        actions.withdraw_material(mistaken, why="Sai", by=store.chair)
        really(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(making, "_finish", meanwhile)
    make_pack(of.pk)
    pack = TopicPack.objects.get(topic=of)
    assert (pack.is_stale, pack.sha256) == (True, "")
    assert client.get(reverse("openpack_file", args=[of.pk])).status_code == 404
    monkeypatch.setattr(making, "_finish", really)
    make_pack(of.pk)
    pack = TopicPack.objects.get(topic=of)
    assert (pack.is_stale, pack.materials) == (False, 1)


def test_a_pack_that_had_no_room_is_put_together_again(store: Store, monkeypatch: pytest.MonkeyPatch):
    store.published(title="Sen")
    of = topic("crops")

    def full(*_args: object) -> None:
        raise Refused(files.NO_ROOM)

    with monkeypatch.context() as patched:
        patched.setattr(making.files, "keep", full)
        make_pack(of.pk)
    pack = TopicPack.objects.get(topic=of)
    assert (pack.is_stale, pack.sha256) == (True, "")
    assert "hết chỗ" in pack.says
    make_pack(of.pk)
    pack.refresh_from_db()
    assert (pack.is_stale, pack.failed, pack.says) == (False, "", "")
    assert pack.sha256
