"""Reading on a phone: pages drawn on the server, or the words alone."""

import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from hoctap.materials import actions, tasks
from hoctap.materials.models import MaterialPart, PagePicture
from hoctap.materials.opening import keeping
from hoctap.materials.queries import public_search
from tests.materials import hands
from tests.materials.conftest import Store
from tests.materials.test_openmaterial_list import weight


def part_of(store: Store, kind: str, content: bytes) -> MaterialPart:
    material = store.published(file=content)
    return hands.newest(material).parts.get(kind=kind)


@pytest.mark.requirement("S1-05")
def test_the_pages_of_a_pdf_are_pictures_that_fit_a_phone(store: Store, client: Client):
    part = part_of(store, "pdf", hands.pdf(*(f"Trang số {number}" for number in range(1, 11))))
    assert part.pages == 10
    assert part.pictures.count() == 10
    page = client.get(reverse("openmaterial_read", args=[part.pk])).text
    assert page.count("<img") == 8
    assert "Phần 1 / 2" in page
    answer = client.get(reverse("openmaterial_page", args=[part.pk, 10]))
    with Image.open(io.BytesIO(answer.content)) as picture:
        assert picture.format == "JPEG"
        assert picture.width == 900
    assert len(answer.content) < 120_000
    assert client.get(reverse("openmaterial_page", args=[part.pk, 11])).status_code == 404


def test_the_words_of_a_pdf_are_there_for_a_slow_line(store: Store, client: Client):
    part = part_of(store, "pdf", hands.pdf("Bón phân cho ngó sen.\nLần hai sau hai mươi ngày.", "Rầy nâu"))
    page = client.get(reverse("openmaterial_read", args=[part.pk]), {"dang": "chu"}).text
    assert "Bón phân cho ngó sen." in page
    assert "Rầy nâu" in page
    assert "<img" not in page


def test_a_word_file_is_clean_text_with_its_headings_lists_and_tables(store: Store, client: Client):
    content = hands.docx("Bón lót trước khi cấy.", heading="Bón phân", items=("Đạm", "Lân <b>"))
    part = part_of(store, "docx", content)
    page = client.get(reverse("openmaterial_read", args=[part.pk])).text
    assert "Bón phân</h2>" in page
    assert "<li>Đạm</li><li>Lân &lt;b&gt;</li>" in page
    assert "<td>Đợt bón</td><td>Lượng phân</td>" in page


def test_a_long_text_comes_in_parts_each_light(store: Store, client: Client):
    part = part_of(
        store, "docx", hands.docx(*(f"Đoạn {n}. " + "Cách trồng sen lấy ngó. " * 40 for n in range(60)))
    )
    url = reverse("openmaterial_read", args=[part.pk])
    with CaptureQueriesContext(connection) as captured:
        body = client.get(url).content
    assert len(captured) <= 5
    assert weight(body) < 50_000
    assert "Đoạn 0." in body.decode()
    assert "Đoạn 59." not in body.decode()
    assert "Đoạn 59." in client.get(url, {"page": "999"}).text
    pictured = part_of(store, "pdf", hands.pdf("Một"))
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse("openmaterial_read", args=[pictured.pk]))
    assert len(captured) <= 5


def test_a_file_that_cannot_be_read_says_so_and_is_still_taken_home(store: Store, client: Client):
    material = store.started(parts=False)
    part = actions.add_file(hands.newest(material), b"%PDF-1.4\nbroken", title="Hỏng", by=store.writer)
    assert hands.opened(part).reading == "failed"
    client.force_login(store.world.lan)
    assert "không đọc được" in client.get(reverse("material_detail", args=[material.pk])).text


def test_the_job_may_run_twice_and_what_lost_its_job_has_one_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
):
    material = store.started(parts=False)
    part = actions.add_file(hands.newest(material), hands.pdf("Sen", "Súng"), title="", by=store.writer)
    tasks.open_part(str(part.pk))
    before = list(PagePicture.objects.values_list("pk", "sha256"))
    tasks.open_part(str(part.pk))
    assert list(PagePicture.objects.values_list("pk", "sha256")) == before
    PagePicture.objects.filter(number=2).delete()
    tasks.open_part(str(part.pk))
    assert PagePicture.objects.count() == 2
    again = []
    monkeypatch.setattr(tasks, "give_jobs_again", lambda _task, _name, keys: again.extend(keys))
    MaterialPart.objects.update(reading="waiting", added_at="2020-01-01T00:00:00Z")
    tasks.wake_parts(0)
    assert again == [part.pk]


def test_what_nobody_may_see_yet_is_not_read(store: Store, client: Client):
    material = store.started(parts=False)
    part = hands.opened(actions.add_file(hands.newest(material), hands.pdf("Sen"), title="", by=store.writer))
    assert client.get(reverse("openmaterial_read", args=[part.pk])).status_code == 404
    assert client.get(reverse("openmaterial_page", args=[part.pk, 1])).status_code == 404


def test_words_are_found_also_of_what_is_published_while_its_file_is_read(
    store: Store, client: Client, monkeypatch: pytest.MonkeyPatch
):
    material = store.started(parts=False)
    part = actions.add_file(hands.newest(material), hands.pdf("Rầy nâu hại lúa"), title="", by=store.writer)
    really = keeping.isolation.run

    def meanwhile(*args: Any, **more: Any) -> bytes:
        if hands.newest(material).state == "draft":
            actions.propose_version(hands.newest(material), by=store.writer)
            actions.take_up_review(hands.newest(material), by=store.reviewer)
            actions.approve_version(hands.newest(material), by=store.reviewer)
            actions.publish_version(hands.newest(material), by=store.chair)
        return really(*args, **more)

    monkeypatch.setattr(keeping.isolation, "run", meanwhile)
    hands.opened(part)
    assert [one.id for one in public_search("rầy nâu").rows] == [material.pk]


def test_a_scan_offers_its_pictures_and_no_words(store: Store, client: Client):
    part = part_of(store, "pdf", hands.pdf("", ""))
    assert (part.reading, part.content, part.pictures.count()) == ("none", [], 2)
    page = client.get(reverse("openmaterial_detail", args=[part.version.material_id])).text
    assert "Đọc trên trang" in page
    assert "Đọc dạng chữ" not in page
    page = client.get(reverse("openmaterial_read", args=[part.pk]), {"dang": "chu"}).text
    assert page.count("<img") == 2
    assert "Đọc dạng chữ" not in page


def test_slides_without_words_are_only_taken_home(store: Store, client: Client):
    part = part_of(store, "pptx", hands.slides(""))
    page = client.get(reverse("openmaterial_detail", args=[part.version.material_id])).text
    assert "Đọc dạng chữ" not in page
    assert 'class="btn btn-primary" href="' + reverse("openmaterial_file", args=[part.pk]) in page
    assert client.get(reverse("openmaterial_read", args=[part.pk])).status_code == 404


def test_what_a_file_says_is_loaded_only_to_be_read(store: Store, client: Client):
    part = part_of(store, "pdf", hands.pdf("Sen"))
    oai = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}
    client.force_login(store.world.lan)
    for url, asked in (
        (reverse("openmaterial_file", args=[part.pk]), {}),
        (reverse("openmaterial_page", args=[part.pk, 1]), {}),
        (reverse("openmaterial_read", args=[part.pk]), {}),
        (reverse("openmaterial_oai"), oai),
        (reverse("materialpart_file", args=[part.pk]), {}),
    ):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url, asked).status_code == 200
        assert not [one for one in captured if '"materials_materialpart"."content"' in one["sql"]], url
