"""The open list: found by words with or without accents, by anybody, light."""

import gzip
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoctap.materials.queries import newest_public, public_search
from tests.centres.hands import topic
from tests.materials import hands
from tests.materials.conftest import Store

URL = reverse("openmaterial_list")


def titles(text: str, **more: object) -> list[str]:
    return [one.title for one in public_search(text, **more).rows]  # type: ignore[arg-type]


@pytest.mark.requirement("S1-05", "S1-63", "S2-60")
def test_anybody_finds_what_a_pdf_and_a_word_file_say_with_and_without_accents(store: Store, client: Client):
    store.published(title="Quyển một", file=hands.pdf("Bón phân cho ngó sen", "Trang hai: phòng trừ rầy nâu"))
    store.published(title="Quyển hai", file=hands.docx("Cách ủ men nấu rượu nếp"))
    store.published(title="Quyển ba", file=hands.slides("Chăm sóc người cao tuổi"))
    for text, title in (
        ("rầy nâu", "Quyển một"),
        ("ray nau", "Quyển một"),
        ("RẦY NÂU", "Quyển một"),
        ("ủ men rượu nếp", "Quyển hai"),
        ("u men ruou nep", "Quyển hai"),
        ("nguoi cao tuoi", "Quyển ba"),
    ):
        page = client.get(URL, {"q": text}).text
        assert title in page, text
        assert page.count("<li><h2>") == 1, text
    assert "rầy nâu" in public_search("ray nau").rows[0].snippet


def test_the_title_comes_first_then_what_is_typed_with_its_accents(store: Store):
    store.published(title="Ghi chép", summary="Nuôi bò sữa")
    store.published(title="Nuôi bồ câu")
    store.published(title="Nuôi bò")
    store.published(title="Khác", summary="Chim bồ câu ở bò biển, nuôi")
    assert titles("bò") == ["Nuôi bò", "Nuôi bồ câu", "Khác", "Ghi chép"]
    assert titles("nuoi bo")[:2] == ["Nuôi bò", "Nuôi bồ câu"]
    assert titles("nuôi bồ")[0] == "Nuôi bồ câu"


def test_where_nothing_is_looked_for_the_list_tells_what_each_is_about(store: Store):
    store.published(title="Quyển một", summary="Bón phân cho ngó sen.", file=hands.docx("Lời nói đầu"))
    assert public_search("").rows[0].snippet == "Bón phân cho ngó sen."


def test_the_phrase_as_it_was_typed_comes_before_its_words_apart(store: Store):
    store.published(title="Một", summary="Phân xanh và cách trồng lúa")
    store.published(title="Hai", summary="Lúa đã gặt, trồng cây khác")
    assert titles("trong lua") == ["Một", "Hai"]


def test_it_is_narrowed_by_topic_with_those_below_kind_and_language(store: Store, client: Client):
    store.published(title="Sen")
    store.published(title="Gà thả vườn", of="livestock", kind="guidance", language="km")
    field = topic("crops").parent
    assert field is not None
    assert titles("", topic=field.pk) == ["Gà thả vườn", "Sen"]
    assert titles("", topic=topic("crops").pk) == ["Sen"]
    assert titles("", kind="guidance") == ["Gà thả vườn"]
    assert titles("", language="km") == ["Gà thả vườn"]
    page = client.get(URL, {"topic": str(topic("livestock").pk), "kind": "guidance", "language": "km"}).text
    assert "Gà thả vườn" in page
    assert "Không tìm thấy" in client.get(URL, {"kind": "guidance", "language": "en"}).text


@pytest.mark.parametrize(
    "query",
    [
        {"q": "' & !| (lúa) \\"},
        {"q": "&&&"},
        {"q": "ă" * 500},
        {"topic": "khong"},
        {"kind": "x", "language": "y", "page": "-1"},
        {"page": "99999"},
        {"q": "a:* 'b' <-> \\'"},
    ],
)
def test_whatever_is_typed_is_an_answer(store: Store, client: Client, query: dict[str, str]):
    store.published()
    assert client.get(URL, query).status_code == 200


def test_what_is_internal_or_not_published_is_not_in_it(store: Store, client: Client):
    store.published(title="Chỉ nội bộ", licence="internal")
    store.approved(title="Chờ công bố")
    page = client.get(URL).text
    assert "Chỉ nội bộ" not in page
    assert "Chờ công bố" not in page
    assert "/public/materials/" not in client.get("/login/").text
    store.published(title="Mọi người")
    assert [one.title for one in newest_public(5)] == ["Mọi người"]
    assert "/public/materials/" in client.get("/login/").text


def test_there_are_pages_and_a_search_says_how_many(store: Store, client: Client):
    for number in range(23):
        store.published(title=f"Sen {number:02}", summary="Sen")
    first, second = client.get(URL, {"q": "sen"}).text, client.get(URL, {"q": "sen", "page": "2"}).text
    assert "23 học liệu" in first
    assert "Trang sau" in first
    assert first.count("<li><h2>") == 20
    assert second.count("<li><h2>") == 3
    assert client.get(URL, {"page": "2"}).text.count("<li><h2>") == 3


def weight(body: bytes) -> int:
    """Of a first visit on the line: the page, its style and its scripts, each compressed."""
    assert b"<script defer" not in body
    css = Path(str(finders.find("built/hoctap.css"))).read_bytes()
    return len(gzip.compress(body)) + len(gzip.compress(css))


@pytest.mark.requirement("S1-05")
def test_it_is_light_and_asks_little(store: Store, client: Client):
    for number in range(20):
        store.published(
            title=f"Kỹ thuật trồng sen {number}", summary="Cách chọn giống, đào ao, bón phân. " * 20
        )
    for query in ({}, {"q": "trồng sen"}, {"topic": str(topic().pk)}):
        with CaptureQueriesContext(connection) as captured:
            body = client.get(URL, query).content
        assert len(captured) <= 5, [one["sql"][:200] for one in captured]
        assert weight(body) < 50_000


def test_search_engines_may_keep_the_list_and_not_each_search(store: Store, client: Client):
    store.published()
    assert "noindex" not in client.get(URL).text
    assert "noindex" in client.get(URL, {"q": "sen"}).text
    assert '<html lang="vi">' in client.get(URL).text
