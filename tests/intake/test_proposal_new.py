from django.test import Client
from django.urls import reverse

from hoctap.intake.models import ProposalState
from tests.intake.hands import waiting
from tests.world import World

NEW = "proposal_new"


def test_what_was_not_seen_is_added_with_its_line(world: World, client: Client):
    reading = waiting(world.commune, world.lan)
    client.force_login(world.lan)
    address = reverse(NEW, args=[reading.pk, "task"])
    assert "Thêm điều văn bản có ghi" in client.get(address).text
    typed = {
        "text": "Mời già làng kể chuyện",
        "leads": "Hội Khuyến học xã",
        "first_line": "12",
        "last_line": "13",
    }
    answer = client.post(address, typed)
    made = reading.proposals.get(state=ProposalState.ADDED)
    assert answer.headers["Location"].endswith(f"#proposal-{made.pk}")
    assert (made.first_line, made.last_line, made.page, made.decided_by) == (12, 13, 1, world.lan)


def test_a_field_of_the_head_is_chosen_first_and_stands_once(world: World, client: Client):
    reading = waiting(world.commune, world.lan)
    reading.proposals.filter(key="place").delete()
    client.force_login(world.lan)
    page = client.get(reverse(NEW, args=[reading.pk, "head"])).text
    assert "Nơi ban hành" in page
    assert "?key=title" not in page
    address = f"{reverse(NEW, args=[reading.pk, 'head'])}?key=place"
    client.post(address, {"text": "Tân Kiều"})
    assert reading.proposals.get(key="place").get("text") == "Tân Kiều"
    again = client.post(address, {"text": "Nơi khác"})
    assert again.status_code == 422
    assert "Đã có mục" in again.text
    assert client.get(f"{reverse(NEW, args=[reading.pk, 'head'])}?key=color").status_code == 404
    assert client.get(reverse(NEW, args=[reading.pk, "poem"])).status_code == 404


def test_nothing_written_and_a_line_that_is_not_there_are_refused(world: World, client: Client):
    reading = waiting(world.commune, world.lan)
    client.force_login(world.lan)
    address = reverse(NEW, args=[reading.pk, "recipient"])
    assert "Hãy ghi nơi nhận" in client.post(address, {"text": ""}).text
    answer = client.post(address, {"text": "Các ấp", "first_line": "9000"})
    assert answer.status_code == 422
    assert "Văn bản có các dòng từ 1 đến" in answer.text
    client.force_login(world.oanh)
    assert client.get(address).status_code == 404
    client.force_login(world.hung)
    assert client.get(address).status_code == 403
