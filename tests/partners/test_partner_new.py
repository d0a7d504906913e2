"""A whole list of partners at once; the kind is told by the name."""

import pytest

from hoctap.accounts.models import User
from hoctap.partners import actions, rules
from hoctap.partners.models import Partner
from hoctap.places.models import OrganisationKind
from tests.recognition.hands import shown, sign_in
from tests.world import World, make_organisation

HERE = "/partners/new/"
ELEVEN = """Hội Nông dân
Hội Người cao tuổi
Đoàn Thanh niên
Hội Cựu chiến binh
Hội Phụ nữ
Ủy ban Mặt trận Tổ quốc
Công an phường
Bộ phận Tư pháp
Trạm Y tế
Trung tâm GDTX và dạy nghề
Trường THCS Nhơn Hưng"""


@pytest.mark.requirement("S1-24", "S2-15", "S2-25", "S2-31")
def test_eleven_names_are_eleven_partners_and_kinds_follow(world: World, director: User):
    make_organisation(OrganisationKind.OTHER, "Hội Nông dân", "HND", world.commune)
    typed = {"place": str(world.commune.pk), "names": ELEVEN + "\n\n", "kind": "", "above": ""}
    assert sign_in(director).post(HERE, typed).status_code == 302
    kinds = {one.name: one.kind for one in Partner.objects.all()}
    assert len(kinds) == 11
    assert kinds["Trạm Y tế"] == "health"
    assert kinds["Công an phường"] == "agency"
    assert kinds["Trung tâm GDTX và dạy nghề"] == "vocational"
    assert kinds["Trường THCS Nhơn Hưng"] == "school"
    assert kinds["Hội Phụ nữ"] == "mass"
    assert Partner.objects.get(name="Hội Nông dân").organisation is not None
    assert Partner.objects.get(name="Trạm Y tế").organisation is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Hội Khuyến học huyện", "association"),
        ("Liên đoàn Lao động huyện", "union"),
        ("Công ty cổ phần Sen", "enterprise"),
        ("Thư viện tỉnh", "culture"),
        ("UNESCO", "international"),
        ("Nhóm bạn đọc", "other"),
    ],
)
def test_what_a_name_tells(name: str, kind: str):
    assert rules.kind_of(name) == kind


def test_a_name_stands_once_and_an_empty_list_is_none(world: World, director: User, farmers: Partner):
    client = sign_in(director)
    for names, words in (
        ("", "Ghi tên đối tác"),
        ("hội nông dân XÃ", "đã có trong danh sách"),
        ("Chi hội A\nChi hội A", "ghi hai lần"),
        ("\n".join(f"Nhóm {n}" for n in range(60)), "nhiều nhất 50"),
    ):
        answer = client.post(HERE, {"place": str(world.commune.pk), "names": names})
        assert answer.status_code == 422
        assert words in shown(answer)
    assert Partner.objects.count() == 1


def test_a_mirror_body_lies_above(world: World, director: User, farmers: Partner):
    from hoctap.core.actor import system_job

    upper = actions.add_partners(world.district, ["Hội Nông dân huyện"], by=system_job("kiểm thử"))[0]
    made = actions.add_partners(world.commune, ["Hội Nông dân khóm"], above=upper, by=world.actor(director))[
        0
    ]
    assert made.above == upper
    client = sign_in(director)
    typed = {"place": str(world.commune.pk), "names": "Hội X", "above": str(farmers.pk)}
    assert client.post(HERE, typed).status_code == 422


def test_nobody_adds_elsewhere(world: World, director: User):
    typed = {"place": str(world.other_commune.pk), "names": "Hội Nông dân"}
    assert sign_in(director).post(HERE, typed).status_code == 422
    assert sign_in(world.hung).get(HERE).status_code == 403
    assert not Partner.objects.exists()
