"""What was agreed in writing: parties, number, days, tasks, the scan."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.core.actor import system_job
from hoctap.partners import actions
from hoctap.partners.models import Agreement, Partner
from tests.assessments.hands import PDF
from tests.recognition.hands import shown, sign_in
from tests.world import World

HERE = "/partners/agreements/new/"


def typed(world: World, partner: Partner) -> dict[str, Any]:
    return {
        "place": str(world.commune.pk),
        "kind": "programme",
        "title": "Phối hợp xây dựng xã hội học tập",
        "number": "01/CTPH",
        "signed_on": "2025-01-10",
        "from_on": "2025-01-15",
        "to_on": "2027-12-31",
        "parties": [str(partner.pk)],
        "content": "Mỗi quý một chuyên đề",
        "shared_tasks": "Hội mời giảng viên",
    }


@pytest.mark.requirement("S0-39", "S1-23", "S2-08", "S2-22", "S2-41", "S4-55", "S0-11")
def test_it_is_kept_with_its_scan(world: World, director: User, farmers: Partner):
    client = sign_in(director)
    copy = SimpleUploadedFile("ctph.pdf", PDF)
    assert client.post(HERE, {**typed(world, farmers), "copy": copy}).status_code == 302
    made = Agreement.objects.get()
    assert (made.signed_on, list(made.parties.all())) == (dt.date(2025, 1, 10), [farmers])
    address = reverse("agreement_copy", args=[made.pk])
    assert client.get(address)["Content-Type"] == "application/pdf"
    assert sign_in(world.oanh).get(address).status_code == 404


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kind": ""}, "Chọn loại"),
        ({"title": " "}, "Ghi tên chương trình"),
        ({"parties": []}, "Chọn ít nhất một đối tác"),
        ({"signed_on": ""}, "Ghi ngày ký"),
        ({"signed_on": "2099-01-01"}, "ở sau ngày hôm nay"),
        ({"from_on": ""}, "Ghi ngày bắt đầu"),
        ({"to_on": "2020-01-01"}, "ở trước ngày bắt đầu"),
        ({"content": "", "shared_tasks": ""}, "Ghi nội dung phối hợp"),
    ],
)
def test_what_is_missing_is_said(
    world: World, director: User, farmers: Partner, change: dict[str, Any], words: str
):
    answer = sign_in(director).post(HERE, {**typed(world, farmers), **change})
    assert answer.status_code == 422
    assert words in shown(answer)
    assert not Agreement.objects.exists()


def test_a_partner_of_another_place_signs_nothing_here(world: World, director: User, farmers: Partner):
    other = actions.add_partners(world.other_commune, ["Hội X"], by=system_job("kiểm thử"))[0]
    answer = sign_in(director).post(HERE, {**typed(world, farmers), "parties": [str(other.pk)]})
    assert answer.status_code == 422
    assert sign_in(world.hung).get(HERE).status_code == 403
    assert not Agreement.objects.exists()
