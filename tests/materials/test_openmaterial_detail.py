"""One open material: what it is, whose, what is allowed; as schema.org too."""

import json
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoctap.materials.models import DailyUse, MaterialPart, MaterialVersion
from tests.materials import hands
from tests.materials.conftest import Store
from tests.materials.test_openmaterial_list import weight


def page_of(client: Client, material: object) -> str:
    return client.get(reverse("openmaterial_detail", args=[material.pk])).text  # type: ignore[attr-defined]


@pytest.mark.requirement("S1-05", "S1-53", "S1-54")
def test_it_says_whose_it_is_and_what_is_allowed(store: Store, client: Client):
    material = store.published(file=hands.pdf("Sen hồng"), kind="heritage", **hands.AGREED, is_credited=True)
    page = page_of(client, material)
    for words in (
        "Kỹ thuật trồng sen lấy ngó",
        "Ông Sáu Lành đóng góp",
        "CC BY 4.0",
        "https://creativecommons.org/licenses/by/4.0/deed.vi",
        "Đọc trên trang",
        "Đọc dạng chữ (nhẹ)",
        "Tải PDF",
        "Mở liên kết",
        "Xã Tân Kiều",
        "Di sản",
    ):
        assert words in page, words
    assert "Nguyễn Thị Lan" not in page
    assert "Lê Quang Minh" not in page


def test_who_did_not_want_his_name_told_is_not_named(store: Store, client: Client):
    page = page_of(client, store.published(**hands.AGREED))
    assert "Sáu Lành" not in page
    assert "một người dân ở địa phương đóng góp" in page


def test_it_is_described_for_machines_and_no_word_ends_the_script(store: Store, client: Client):
    material = store.published(file=hands.pdf("Sen"), title="Sen </script><script>alert(1)</script> & ngó")
    page = page_of(client, material)
    assert "<script>alert" not in page
    (found,) = re.findall(
        r'<script type="application/ld\+json" nonce="([^"]+)">(.*?)</script>', page, re.DOTALL
    )
    told = json.loads(found[1])
    assert told["@type"] == "LearningResource"
    assert told["name"] == "Sen </script><script>alert(1)</script> & ngó"
    assert told["license"].startswith("https://creativecommons.org/")
    assert told["inLanguage"] == "vi"
    assert told["isAccessibleForFree"] is True
    (file,) = told["encoding"]
    assert client.get(file["contentUrl"].replace("http://testserver", "")).status_code == 200
    answer = client.get(reverse("openmaterial_detail", args=[material.pk]))
    (nonce,) = re.findall(r'ld\+json" nonce="([^"]+)"', answer.text)
    assert f"'nonce-{nonce}'" in answer["Content-Security-Policy"]


def test_a_dead_link_says_so(store: Store, client: Client):
    material = store.published()
    MaterialPart.objects.update(link_state="dead")
    page = page_of(client, material)
    assert "liên kết không còn mở được" in page
    assert "Mở liên kết" not in page


def test_a_recording_is_heard_on_the_page_and_seeks(store: Store, client: Client):
    sound = hands.mp3()
    material = store.published(file=sound)
    part = hands.newest(material).parts.get(kind="audio")
    page = page_of(client, material)
    address = reverse("openmaterial_file", args=[part.pk]) + "?nghe=1"
    assert f'<audio controls preload="none" src="{address}">' in page
    assert "media-src 'self'" in client.get(address)["Content-Security-Policy"]
    piece = client.get(address, headers={"Range": "bytes=100-199"})
    assert (piece.status_code, piece.content) == (206, sound[100:200])
    assert piece["Content-Range"] == f"bytes 100-199/{len(sound)}"
    assert client.get(address, headers={"Range": "bytes=-10"}).content == sound[-10:]
    assert client.get(address, headers={"Range": f"bytes={len(sound)}-"}).status_code == 416
    assert client.get(address, headers={"Range": "bytes=x"}).content == sound


@pytest.mark.requirement("S1-63")
def test_reads_and_downloads_are_counted_by_day_without_anybody(store: Store, client: Client):
    material = store.published(file=hands.pdf("Sen"))
    part = hands.newest(material).parts.get(kind="pdf")
    for _ in range(2):
        client.get(reverse("openmaterial_file", args=[part.pk]))
    client.get(reverse("openmaterial_read", args=[part.pk]))
    assert dict(DailyUse.objects.values_list("kind", "times")) == {"download": 2, "read": 1}
    assert {field.name for field in DailyUse._meta.fields} == {"id", "material", "on", "kind", "times"}
    client.force_login(store.world.lan)
    assert "1 lượt đọc, 2 lượt tải" in client.get(reverse("material_detail", args=[material.pk])).text


def test_it_is_light_and_asks_little(store: Store, client: Client):
    material = store.published(file=hands.pdf("Sen"), summary="Cách chọn giống, đào ao, bón phân. " * 50)
    with CaptureQueriesContext(connection) as captured:
        body = client.get(reverse("openmaterial_detail", args=[material.pk])).content
    assert len(captured) <= 5
    assert weight(body) < 50_000


def test_what_is_internal_is_nowhere_to_be_had(store: Store, client: Client):
    material = store.published(licence="internal", file=hands.pdf("Sen"))
    part = hands.newest(material).parts.get(kind="pdf")
    for name, pk in (
        ("openmaterial_detail", material.pk),
        ("openmaterial_file", part.pk),
        ("openmaterial_read", part.pk),
    ):
        assert client.get(reverse(name, args=[pk])).status_code == 404
    MaterialVersion.objects.update(licence="cc-by")  # the listing decides, until it is made anew
    assert client.get(reverse("openmaterial_file", args=[part.pk])).status_code == 404


def test_a_file_is_handed_out_as_what_it_is_and_kept_for_an_hour(store: Store, client: Client):
    material = store.published(file=hands.docx("Sen"))
    part = hands.newest(material).parts.get(kind="docx")
    answer = client.get(reverse("openmaterial_file", args=[part.pk]))
    assert "attachment" in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "public, max-age=3600"
    link = hands.newest(material).parts.get(kind="link")
    assert client.get(reverse("openmaterial_file", args=[link.pk])).status_code == 404
