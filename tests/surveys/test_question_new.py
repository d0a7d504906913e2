"""A question is added to a draft."""

import pytest
from django.test import Client

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.surveys.design.models import FormVersion
from tests.surveys import hands
from tests.world import World


@pytest.fixture
def draft(world: World, by: Actor) -> FormVersion:
    return hands.form_at(world.commune, by, content=hands.small_design()).versions.get()


def test_names_come_from_the_words_where_nobody_gives_one(draft: FormVersion, director: User, client: Client):
    client.force_login(director)
    url = f"/surveys/forms/versions/{draft.pk}/questions/new/"
    assert client.get(url).status_code == 200
    typed = {
        "kind": "select_one",
        "label": "Học lúc nào thì được?",
        "choices": "Buổi sáng\ntoi | Buổi tối\n",
        "required": "on",
    }
    assert client.post(url, typed).status_code == 302
    client.post(url, {"kind": "begin group", "label": "2 câu cuối"})
    draft.refresh_from_db()
    question, group, end = draft.design.items[-3:]
    assert question.name == "hoc_luc_nao_thi_duoc"
    assert question.choices == (("buoi_sang", "Buổi sáng"), ("toi", "Buổi tối"))
    assert (group.name, group.kind, end.kind) == ("c_2_cau_cuoi", "begin group", "end group")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"kind": "text", "label": ""}, "Chưa ghi lời câu hỏi."),
        ({"kind": "text", "label": "Tuổi", "name": "tuoi"}, "đã dùng ở câu trước"),
        ({"kind": "select_one", "label": "Chọn", "choices": "Chỉ một"}, "Câu này có 1 lựa chọn"),
        ({"kind": "select_one", "label": "Chọn", "choices": "A\nA"}, "ghi hai lần"),
        ({"kind": "text", "label": "Vì sao", "relevant": "${khong_co} = 1"}, "Không có câu hỏi “khong_co”"),
        (
            {"kind": "text", "label": "Vì sao", "relevant": "selected(${chu_de}, 'xyz')"},
            "không có lựa chọn “xyz”",
        ),
        ({"kind": "note", "label": "Cảm ơn", "required": "on"}, "không bắt buộc trả lời được"),
        ({"kind": "geopoint", "label": "Ở đâu"}, "geopoint"),
    ],
)
def test_what_cannot_be_asked_is_refused_beside_its_field(
    typed: dict[str, str], told: str, draft: FormVersion, director: User, client: Client
):
    client.force_login(director)
    refused = client.post(f"/surveys/forms/versions/{draft.pk}/questions/new/", typed)
    assert refused.status_code == 422
    assert told in refused.content.decode()
    draft.refresh_from_db()
    assert draft.design == hands.small_design()
