"""A form's questions: moved, dropped, published; a published version never changes."""

import pytest
from django.test import Client

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.core.refusals import Refused
from hoctap.surveys.design import actions
from hoctap.surveys.design.models import FormVersion
from hoctap.surveys.design.rules import Item
from tests.surveys import hands
from tests.world import World


@pytest.fixture
def draft(world: World, by: Actor) -> FormVersion:
    return hands.form_at(world.commune, by, content=hands.small_design()).versions.get()


def _names(version: FormVersion) -> list[str]:
    version.refresh_from_db()
    return [item.name for item in version.design.items]


def test_questions_are_moved_and_dropped(draft: FormVersion, director: User, client: Client):
    client.force_login(director)
    base = f"/surveys/forms/versions/{draft.pk}/questions"
    page = client.get(f"/surveys/forms/{draft.form_id}/").content.decode()
    assert "Bao nhiêu tuổi?" in page
    assert "Ban hành bản 1" in page
    client.post(f"{base}/2/move/", {"seen": "dieu_khac", "step": "up"})
    assert _names(draft)[1:3] == ["dieu_khac", "chu_de"]
    told = client.get(f"/surveys/forms/{draft.form_id}/").content.decode()
    assert "Không có câu hỏi “chu_de” ở phía trên" in told
    client.post(f"{base}/1/move/", {"seen": "dieu_khac", "step": "down"})
    client.post(f"{base}/0/drop/", {"seen": "muon_hoc"})
    assert _names(draft)[:3] == [
        "chu_de",
        "dieu_khac",
        "ve_minh",
    ]  # both ends of the group went, its questions stayed


def test_who_looks_at_an_older_page_changes_nothing(
    draft: FormVersion, by: Actor, director: User, client: Client
):
    client.force_login(director)
    actions.drop_question(draft, 2, seen="dieu_khac", by=by)
    before = _names(draft)
    for part, post in (("2/drop", {}), ("2/move", {"step": "up"}), ("99/drop", {})):
        answer = client.post(
            f"/surveys/forms/versions/{draft.pk}/questions/{part}/",
            {"seen": "dieu_khac", **post},
            follow=True,
        )
        assert "Mẫu vừa được người khác sửa" in answer.content.decode()
    assert _names(draft) == before


def test_it_is_published_once_and_then_stays(draft: FormVersion, by: Actor, director: User, client: Client):
    client.force_login(director)
    client.post(f"/surveys/forms/versions/{draft.pk}/publish/")
    draft.refresh_from_db()
    assert draft.state == "published"
    for act in (
        lambda: actions.add_question(draft, Item("text", "them", "Thêm"), by=by),
        lambda: actions.drop_question(draft, 1, seen="chu_de", by=by),
        lambda: actions.publish_form(draft, by=by),
        lambda: actions.replace_questions(draft, hands.small_design(), by=by),
    ):
        with pytest.raises(Refused, match="đã ban hành, không sửa nữa"):
            act()
    client.post(f"/surveys/forms/{draft.form_id}/draft/")
    second = draft.form.versions.get(state="draft")
    assert (second.number, second.content) == (2, draft.content)
    assert (
        "đang có một bản soạn dở"
        in client.post(f"/surveys/forms/{draft.form_id}/draft/", follow=True).content.decode()
    )
    assert "Bao nhiêu tuổi?" in client.get(f"/surveys/forms/{draft.form_id}/?version=1").content.decode()


def test_a_form_with_a_mistake_is_not_published(world: World, by: Actor, director: User, client: Client):
    form = hands.form_at(world.commune, by, title="Trống", content=hands.small_design())
    version = form.versions.get()
    actions.drop_question(version, 1, seen="chu_de", by=by)
    client.force_login(director)
    answer = client.post(f"/surveys/forms/versions/{version.pk}/publish/", follow=True)
    assert "Không có câu hỏi “chu_de” ở phía trên" in answer.content.decode()
    version.refresh_from_db()
    assert version.state == "draft"


def test_an_answered_question_keeps_its_kind_in_every_version(draft: FormVersion, by: Actor):
    """Answers are known by the name of their question."""
    actions.publish_form(draft, by=by)
    second = actions.draft_form(draft.form, by=by)
    with pytest.raises(Refused, match="ở bản đã ban hành là loại integer"):
        actions.change_question(
            second,
            5,
            Item("select_one", "tuoi", "Tuổi?", choices=(("tre", "Trẻ"), ("gia", "Già"))),
            seen="tuoi",
            by=by,
        )


def test_who_only_reads_it_has_nothing_to_press(world: World, draft: FormVersion, client: Client):
    client.force_login(world.hung)
    page = client.get(f"/surveys/forms/{draft.form_id}/").content.decode()
    assert "Ban hành" not in page
    assert "/questions/" not in page
    assert client.post(f"/surveys/forms/versions/{draft.pk}/publish/").status_code == 403
