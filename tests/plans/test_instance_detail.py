import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hoctap.plans.models import TaskInstance
from tests.season import SCAN
from tests.world import World


def go(client: Client, name: str, row: TaskInstance, **sent: str):
    return client.post(reverse(name, args=[row.pk]), sent)


@pytest.mark.requirement("S0-21", "S3-38", "S2-37")
def test_from_acceptance_to_confirmation_on_the_page(world: World, row: TaskInstance, client: Client):
    page = reverse("instance_detail", args=[row.pk])
    client.force_login(world.minh)
    assert "Nhận việc" in client.get(page).text
    assert go(client, "instance_accept", row).status_code == 302
    assert go(client, "instance_progress", row, text="Đã thu 2 ấp", percent="40").status_code == 302
    done = go(client, "instance_done", row, done_on="2024-11-20", evidence="55/BC-UBND")
    assert done.status_code == 302
    body = client.get(page).text
    assert "trễ 6 ngày so với hạn cuối 14/11/2024" in body
    assert "Xác nhận xong" not in body
    client.force_login(world.bich)
    assert "Xác nhận xong" in client.get(page).text
    assert go(client, "instance_send_back", row, text="Thiếu danh sách").status_code == 302
    client.force_login(world.minh)
    assert "Thiếu danh sách" in client.get(page).text
    go(client, "instance_done", row, done_on="2024-11-21", evidence="56/BC-UBND")
    client.force_login(world.bich)
    assert go(client, "instance_confirm", row).status_code == 302
    assert "Đã xác nhận (trễ)" in client.get(page).text


def test_each_step_says_what_is_missing(world: World, row: TaskInstance, client: Client):
    client.force_login(world.minh)
    assert "Ghi minh chứng" in go(client, "instance_done", row, done_on="2024-11-01").text
    assert "sau hôm nay" in go(client, "instance_done", row, done_on="2199-01-01", evidence="x").text
    assert go(client, "instance_progress", row, text="", percent="10").status_code == 422
    assert go(client, "instance_not_applicable", row, reason="").status_code == 422
    client.force_login(world.bich)
    assert "không chuyển sang" in go(client, "instance_confirm", row).text
    assert go(client, "instance_urge", row, text="").status_code == 422


def test_urged_on_its_own_page_and_told_it_does_not_apply(world: World, row: TaskInstance, client: Client):
    client.force_login(world.bich)
    assert go(client, "instance_urge", row, text="Làm ngay").status_code == 302
    client.force_login(world.minh)
    assert "Làm ngay" in client.get(reverse("instance_detail", args=[row.pk])).text
    assert go(client, "instance_not_applicable", row, reason="Xã không có trung tâm").status_code == 302
    row.refresh_from_db()
    assert row.state == "not_applicable"


def test_a_neighbour_does_not_find_it(world: World, row: TaskInstance, client: Client):
    client.force_login(world.oanh)
    assert client.get(reverse("instance_detail", args=[row.pk])).status_code == 404
    assert go(client, "instance_accept", row).status_code == 404


def test_a_scan_sent_as_evidence_opens_for_the_lead_and_for_nobody_next_door(
    world: World, row: TaskInstance, client: Client
):
    client.force_login(world.minh)
    page = reverse("instance_done", args=[row.pk])
    sent = {"done_on": "2024-11-01", "evidence": "55/BC-UBND"}
    wrong = client.post(page, sent | {"file": SimpleUploadedFile("x.exe", b"MZ")})
    assert wrong.status_code == 422
    row.refresh_from_db()
    assert row.is_open
    scan = SimpleUploadedFile("ban-ky.pdf", SCAN, content_type="application/pdf")
    assert client.post(page, sent | {"file": scan}).status_code == 302
    file = reverse("taskentry_file", args=[row.entries.exclude(sha256="").get().pk])
    client.force_login(world.bich)
    assert file in client.get(reverse("instance_detail", args=[row.pk])).text
    assert client.get(file)["Content-Type"] == "application/pdf"
    client.force_login(world.oanh)
    assert client.get(file).status_code == 404
