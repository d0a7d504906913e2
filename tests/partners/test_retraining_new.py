"""How an enterprise trains its workers, and how many."""

import pytest

from hoctap.accounts.models import User
from hoctap.partners import actions
from hoctap.partners.models import Partner, Retraining
from tests.recognition.hands import shown, sign_in
from tests.world import World

TYPED = {"year": "2025", "model": "Đào tạo lại tại xưởng", "workers": "45", "source": "BC 12 ngày 05/01/2026"}


def url(pk: object) -> str:
    return f"/partners/{pk}/trainings/new/"


@pytest.fixture
def company(world: World, director: User) -> Partner:
    return actions.add_partners(world.commune, ["Công ty Sen Hồng"], by=world.actor(director))[0]


@pytest.mark.requirement("S4-60")
def test_it_stands_on_the_page_of_the_enterprise(director: User, company: Partner):
    client = sign_in(director)
    assert client.post(url(company.pk), TYPED).status_code == 302
    page = shown(client.get(f"/partners/{company.pk}/"))
    assert "Đào tạo lại tại xưởng, 45 lao động" in page


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"model": ""}, "Ghi mô hình"),
        ({"workers": "0"}, "Ghi số lao động"),
        ({"source": ""}, "Ghi nguồn số liệu"),
        ({"year": "2090"}, "Năm phải từ 2000"),
    ],
)
def test_what_is_missing_is_said(director: User, company: Partner, change: dict[str, str], words: str):
    answer = sign_in(director).post(url(company.pk), {**TYPED, **change})
    assert answer.status_code == 422
    assert words in shown(answer)
    assert not Retraining.objects.exists()


def test_only_of_an_enterprise_and_only_by_its_keepers(
    world: World, director: User, farmers: Partner, company: Partner
):
    answer = sign_in(director).post(url(farmers.pk), TYPED)
    assert answer.status_code == 422
    assert "doanh nghiệp" in shown(answer)
    assert sign_in(world.minh).post(url(company.pk), TYPED).status_code == 403
    assert sign_in(world.oanh).post(url(company.pk), TYPED).status_code == 404
