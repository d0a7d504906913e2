"""One material through its steps: who may do which, what each refuses, what it leaves."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from hoctap.audit.models import Event
from hoctap.core import files
from hoctap.core.refusals import Forbidden, Refused
from hoctap.materials import actions
from hoctap.materials.models import Listing, Material, MaterialPart, MaterialVersion
from hoctap.notices.models import Notice
from tests.attacks.ground import upload
from tests.materials import hands
from tests.materials.conftest import Store


def url(material: Material, name: str = "material_detail") -> str:
    return reverse(name, args=[material.pk])


@pytest.mark.requirement("S4-26", "S1-63")
def test_a_material_goes_from_who_writes_it_over_who_reviews_to_who_publishes(store: Store, client: Client):
    material = store.started()
    client.force_login(store.world.lan)
    assert "Đề xuất" in client.get(url(material)).text
    client.post(url(material, "material_propose"))
    client.force_login(store.world.admin)
    assert "Nhận thẩm định" in client.get(url(material)).text
    client.post(url(material, "material_review"))
    client.post(url(material, "material_approve"))
    client.force_login(store.world.minh)
    assert "chờ công bố" in client.get(url(material)).text
    client.post(url(material, "material_publish"))
    version = hands.newest(material)
    assert version.state == "published"
    assert "Nguyễn Thị Lan" in version.proposed_by
    assert "Võ Thành Quản" in version.reviewed_by
    assert "Lê Quang Minh" in version.published_by
    material.refresh_from_db()
    assert material.current == version
    assert Listing.objects.get(material=material).is_public
    assert "trang công khai" in client.get(url(material)).text
    codes = Event.objects.filter(what__startswith="materials.").order_by("pk").values_list("what", flat=True)
    assert list(codes) == [
        *("materials.material.started", "materials.version.part_added", "materials.version.proposed"),
        *("materials.version.review_begun", "materials.version.approved", "materials.version.published"),
    ]
    assert [one.text for one in Notice.objects.filter(user=store.world.lan).order_by("pk")] == [
        "Học liệu “Kỹ thuật trồng sen lấy ngó” đã thẩm định xong, chờ công bố.",
        "Học liệu “Kỹ thuật trồng sen lấy ngó” đã công bố.",
    ]


def test_without_a_file_or_link_nothing_is_proposed(store: Store, client: Client):
    material = store.started(parts=False)
    client.force_login(store.world.lan)
    answer = client.post(url(material, "material_propose"))
    assert answer.status_code == 422
    assert "Chưa có tệp hay liên kết nào" in answer.text


@pytest.mark.requirement("S4-26")
def test_who_wrote_it_does_not_review_it_unless_it_is_allowed_in_writing(store: Store):
    director = store.world.actor(store.director)
    material = hands.proposed(store.world.commune, director)
    with pytest.raises(Refused, match="đã soạn hoặc đề xuất"):
        actions.take_up_review(hands.newest(material), by=director)
    actions.take_up_review(hands.newest(material), by=store.reviewer)
    with pytest.raises(Refused, match="đã soạn hoặc đề xuất"):
        actions.approve_version(hands.newest(material), by=director)
    with pytest.raises(Refused, match="đã soạn hoặc đề xuất"):
        actions.return_version(hands.newest(material), why="sửa", by=director)


def test_each_step_asks_for_its_right(store: Store):
    material = store.proposed()
    version = hands.newest(material)
    for step, by in (
        (actions.take_up_review, store.chair),
        (actions.propose_version, store.chair),
        (actions.publish_version, store.writer),
    ):
        with pytest.raises(Forbidden):
            step(version, by=by)
    oanh = store.world.actor(store.world.oanh)
    with pytest.raises(Forbidden):
        actions.propose_version(version, by=oanh)


def test_no_step_is_left_out(store: Store):
    version = hands.newest(store.started())
    for step, by in (
        (actions.take_up_review, store.reviewer),
        (actions.approve_version, store.reviewer),
        (actions.publish_version, store.chair),
    ):
        with pytest.raises(Refused, match="không chuyển sang"):
            step(version, by=by)


def test_what_is_proposed_is_not_written_on(store: Store):
    version = hands.newest(store.proposed())
    with pytest.raises(Refused, match="không sửa được"):
        actions.describe_version(version, hands.told(title="Khác"), version.topic, by=store.writer)
    with pytest.raises(Refused, match="không sửa được"):
        actions.add_link(version, "https://example.org/b", title="", by=store.writer)
    with pytest.raises(Refused, match="không sửa được"):
        actions.drop_part(version.parts.get(), by=store.writer)


@pytest.mark.requirement("S2-61")
def test_a_contributor_who_was_not_asked_keeps_it_from_being_published(store: Store, client: Client):
    material = store.approved(contributor_name="Ông Sáu Lành")
    client.force_login(store.world.minh)
    answer = client.post(url(material, "material_publish"))
    assert answer.status_code == 422
    assert "Chưa ghi người đóng góp đồng ý công bố" in answer.text
    assert not Listing.objects.exists()
    with pytest.raises(IntegrityError, match="agreed_before_publishing"), transaction.atomic():
        MaterialVersion.objects.filter(material=material).update(state="published")


def test_a_file_of_each_known_kind_is_taken_by_what_it_holds(store: Store, client: Client):
    material = store.started(parts=False)
    client.force_login(store.world.lan)
    for content, kind in (
        (hands.pdf("Sen hồng"), "pdf"),
        (hands.docx("Sen trắng"), "docx"),
        (hands.slides("Sen"), "pptx"),
        (hands.mp3(), "audio"),
    ):
        answer = client.post(
            url(material, "material_file"), {"file": upload("bat-ky.txt", content), "title": f"Tệp {kind}"}
        )
        assert answer.status_code == 302, answer.text
        assert MaterialPart.objects.get(title=f"Tệp {kind}").kind == kind
    page = client.get(url(material)).text
    assert "Tệp audio" in page
    part = MaterialPart.objects.get(kind="pdf")
    answer = client.get(reverse("materialpart_file", args=[part.pk]))
    assert answer.content.startswith(b"%PDF-")
    assert "attachment" in answer["Content-Disposition"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<html><script>alert(1)</script></html>", "Loại tệp không nhận"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "Loại tệp không nhận"),
        (b"ID3\x04\0\0\0\0\0\0<html><script>alert(1)</script>", "Loại tệp không nhận"),
        (b"\xff\xfb\x90\x00<script>alert(1)</script>", "Loại tệp không nhận"),
        (b"%PDF-1.4\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert)>>>>endobj", "JavaScript"),
        (hands.slides("Sen", macro=True), "macro"),
        (b"PK\x03\x04 word/ nothing of the kind", "hỏng"),
        (b"MZ\x90\x00", "chương trình"),
        (b"", "Tệp rỗng"),
        (b"\0\0\0\x18ftypisom\0\0\0\0vide", "phim"),
    ],
)
def test_what_is_no_document_or_could_run_is_refused_with_its_reason(
    store: Store, client: Client, content: bytes, words: str
):
    material = store.started(parts=False)
    client.force_login(store.world.lan)
    answer = client.post(url(material, "material_file"), {"file": upload("sen.pdf", content)})
    assert answer.status_code == 422
    assert words in answer.text
    assert not MaterialPart.objects.exists()


def test_a_virus_is_refused_by_its_name(
    store: Store, client: Client, monkeypatch: pytest.MonkeyPatch, settings: object
):
    settings.CLAMAV = "/run/clamav"  # type: ignore[attr-defined]
    monkeypatch.setattr("hoctap.core.antivirus.scan", lambda _content: "Eicar-Test-Signature")
    material = store.started(parts=False)
    client.force_login(store.world.lan)
    for content in (hands.docx("Sen"), hands.mp3(), hands.slides("Sen"), hands.pdf("Sen")):
        answer = client.post(url(material, "material_file"), {"file": upload("sen", content)})
        assert answer.status_code == 422
        assert "Eicar-Test-Signature" in answer.text


def test_a_form_without_a_file_says_so(store: Store, client: Client):
    material = store.started(parts=False)
    client.force_login(store.world.lan)
    answer = client.post(url(material, "material_file"), {"title": "x"})
    assert answer.status_code == 422
    assert "Chọn tệp để thêm" in answer.text
    link = client.post(url(material, "material_link"), {"url": "javascript:alert(1)"})
    assert link.status_code == 422
    assert "phải bắt đầu bằng http" in link.text


def test_a_link_is_added_and_dropped(store: Store, client: Client):
    material = store.started(parts=False)
    client.force_login(store.world.lan)
    client.post(url(material, "material_link"), {"url": "https://example.org/a", "title": "Phim"})
    part = MaterialPart.objects.get()
    assert (part.kind, part.link_state) == ("link", "unchecked")
    client.post(reverse("materialpart_drop", args=[part.pk]))
    assert not MaterialPart.objects.exists()


def test_a_dropped_file_leaves_the_disk(store: Store, django_capture_on_commit_callbacks: object):
    version = hands.newest(store.started(parts=False))
    part = hands.opened(actions.add_file(version, hands.pdf("Sen"), title="", by=store.writer))
    assert files.size_of(part.sha256)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        actions.drop_part(part, by=store.writer)
    assert not files.size_of(part.sha256)


def test_twenty_parts_are_enough(store: Store):
    version = hands.newest(store.started(parts=False))
    for number in range(20):
        actions.add_link(version, f"https://example.org/{number}", title="", by=store.writer)
    with pytest.raises(Refused, match="nhiều nhất 20"):
        actions.add_link(version, "https://example.org/20", title="", by=store.writer)


def test_next_door_it_is_not_found(store: Store, client: Client):
    material = store.published()
    client.force_login(store.world.oanh)
    assert client.get(url(material)).status_code == 404
    assert client.post(url(material, "material_propose")).status_code == 404


def test_in_the_hamlet_the_published_one_is_read_and_the_draft_is_not(store: Store, client: Client):
    shown, draft = store.published(), store.started(title="Bản nháp")
    client.force_login(store.world.hung)
    assert client.get(url(shown)).status_code == 200
    assert client.get(url(draft)).status_code == 404
    actions.revise_material(shown, why="thêm ảnh", by=store.writer)
    page = client.get(url(shown)).text
    assert "đã công bố" in page
    assert "thêm ảnh" not in page


def test_the_page_asks_a_fixed_number_of_queries(
    store: Store, client: Client, django_assert_max_num_queries: object
):
    material = store.published()
    client.force_login(store.world.lan)
    client.get(url(material))
    with django_assert_max_num_queries(24):  # type: ignore[operator]
        client.get(url(material))


def test_names_of_contributors_are_told_to_the_trail(store: Store, client: Client):
    from hoctap.audit.models import Read

    material = store.started(**hands.AGREED)
    client.force_login(store.world.lan)
    client.get(url(material))
    assert Read.objects.filter(page="material_detail", persons=1).exists()
