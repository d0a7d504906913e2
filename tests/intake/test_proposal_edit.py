from django.test import Client
from django.urls import reverse

from hoctap.intake import actions
from hoctap.intake.models import ProposalGroup, ProposalState
from tests.intake.hands import actor_of, first, settle, waiting
from tests.world import World

EDIT = "proposal_edit"


def test_a_correction_is_kept_beside_what_was_read(world: World, client: Client):
    reading = waiting(world.commune, world.lan)
    one = first(reading, ProposalGroup.TARGET)
    client.force_login(world.lan)
    page = client.get(reverse(EDIT, args=[one.pk])).text
    assert "80% người lao động" in page
    answer = client.post(reverse(EDIT, args=[one.pk]), one.value | {"value": "82,5", "version": "0"})
    assert answer.status_code == 302
    one.refresh_from_db()
    assert (one.state, one.get("value"), one.said["value"]) == (ProposalState.CORRECTED, "82,5", "80")
    shown = client.get(reverse("reading_detail", args=[reading.pk])).text
    assert "Phần mềm đọc: Mức: từ 80" in shown
    settle(reading, world.lan)
    plan = actions.confirm_reading(reading, by=actor_of(world.lan))
    assert plan.targets.filter(value="82.5").exists()


def test_what_cannot_be_is_refused_beside_its_field(world: World, client: Client):
    reading = waiting(world.commune, world.lan)
    one = first(reading, ProposalGroup.TARGET)
    client.force_login(world.lan)
    for typed, says in (
        ({"value": "nhiều"}, "ghi số như 85"),
        ({"year": "24"}, "bốn chữ số"),
        ({"text": ""}, "Hãy ghi nội dung chỉ tiêu"),
        ({"comparator": "range"}, "phải có giá trị cao nhất"),
        ({"value_max": "90"}, "chỉ ghi khi"),
        ({"comparator": "range", "value_max": "70"}, "phải lớn hơn giá trị đầu"),
    ):
        answer = client.post(reverse(EDIT, args=[one.pk]), one.value | {"version": "0"} | typed)
        assert answer.status_code == 422, typed
        assert says in answer.text, typed
    stale = client.post(reverse(EDIT, args=[one.pk]), one.value | {"version": "7"})
    assert stale.status_code == 422


def test_in_place_one_proposal_is_decided_and_the_counts_follow(world: World, client: Client):
    reading = waiting(world.commune, world.lan)
    one = first(reading, ProposalGroup.TARGET)
    client.force_login(world.lan)
    answer = client.post(
        reverse("proposal_decide", args=[one.pk]),
        {"verdict": "accept", "version": "0"},
        headers={"HX-Request": "true"},
    )
    assert "Đã nhận" in answer.text
    assert 'id="open-count"' in answer.text
    again = client.post(
        reverse("proposal_decide", args=[one.pk]),
        {"verdict": "drop", "version": "0"},
        headers={"HX-Request": "true"},
    )
    assert "vừa ghi mục này" in again.text


def test_without_a_script_the_page_comes_back_at_the_proposal(world: World, client: Client):
    reading = waiting(world.commune, world.lan)
    one = first(reading, ProposalGroup.TASK)
    client.force_login(world.lan)
    answer = client.post(reverse("proposal_decide", args=[one.pk]), {"verdict": "drop", "version": "0"})
    assert answer.headers["Location"].endswith(f"#proposal-{one.pk}")
    one.refresh_from_db()
    assert one.state == ProposalState.DROPPED
    client.post(reverse("proposal_decide", args=[one.pk]), {"verdict": "accept", "version": "1"})
    one.refresh_from_db()
    assert one.state == ProposalState.ACCEPTED


def test_a_stranger_decides_nothing(world: World, client: Client):
    reading = waiting(world.commune, world.lan)
    one = first(reading, ProposalGroup.TARGET)
    client.force_login(world.oanh)
    assert client.get(reverse(EDIT, args=[one.pk])).status_code == 404
    assert client.post(reverse("proposal_decide", args=[one.pk]), {"version": "0"}).status_code == 404
    client.force_login(world.hung)
    assert client.get(reverse(EDIT, args=[one.pk])).status_code == 403


def test_the_rest_is_taken_at_once_by_group_or_whole(world: World, client: Client):
    reading = waiting(world.commune, world.lan)
    dropped = first(reading, ProposalGroup.TARGET)
    actions.drop_proposal(dropped, version=0, by=actor_of(world.lan))
    client.force_login(world.lan)
    client.post(reverse("reading_accept_rest", args=[reading.pk]), {"group": "target"})
    assert not reading.proposals.filter(group="target", state="open").exists()
    assert reading.proposals.filter(group="task", state="open").exists()
    client.post(reverse("reading_accept_rest", args=[reading.pk]))
    assert not reading.proposals.filter(state="open").exists()
    dropped.refresh_from_db()
    assert dropped.state == ProposalState.DROPPED
