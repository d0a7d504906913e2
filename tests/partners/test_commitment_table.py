"""What partners promise for a year, the whole table on one page."""

import pytest

from hoctap.accounts.models import User
from hoctap.centres.models import Topic
from hoctap.core.actor import system_job
from hoctap.partners import actions
from hoctap.partners.models import Commitment, Partner
from tests.centres.hands import topic
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World

HERE = "/partners/commitments/"


def row(number: int, partner: Partner, of: Topic, times: str = "2", people: str = "") -> dict[str, str]:
    return {
        f"partner-{number}": str(partner.pk),
        f"topic-{number}": str(of.pk),
        f"times-{number}": times,
        f"people-{number}": people,
    }


def base(world: World, year: int = 2026) -> dict[str, str]:
    return {"place": str(world.commune.pk), "year": str(year)}


@pytest.mark.requirement("S2-68", "S2-69", "S2-70", "S2-72", "S2-73", "S2-74")
def test_the_table_is_kept_changed_and_taken_back(world: World, director: User, farmers: Partner):
    client = sign_in(director)
    health = actions.add_partners(world.commune, ["Trạm Y tế"], by=world.actor(director))[0]
    typed = {**base(world), **row(1, farmers, topic(), "3", "120"), **row(2, health, topic(), "1")}
    assert client.post(HERE, typed).status_code == 302
    kept = Commitment.objects.get(partner=farmers)
    assert (kept.times, kept.people, kept.year) == (3, 120, 2026)
    page = shown(client.get(f"{HERE}?place={world.commune.pk}&year=2026"))
    assert 'value="120"' in page
    assert client.post(HERE, {**base(world), **row(1, farmers, topic(), "4")}).status_code == 302
    kept = Commitment.objects.get()
    assert (kept.partner, kept.times, kept.people) == (farmers, 4, None)


def test_another_year_is_left_alone(world: World, director: User, farmers: Partner):
    client = sign_in(director)
    client.post(HERE, {**base(world, 2025), **row(1, farmers, topic())})
    client.post(HERE, {**base(world, 2026), **row(1, farmers, topic())})
    client.post(HERE, base(world, 2026))
    assert [one.year for one in Commitment.objects.all()] == [2025]


def test_a_wrong_line_keeps_the_whole_table_as_it_was(world: World, director: User, farmers: Partner):
    client = sign_in(director)
    good = row(1, farmers, topic())
    for bad, words in (
        ({**row(2, farmers, topic(), "0"), "topic-2": ""}, "Dòng 2: chọn chuyên đề"),
        ({"topic-2": str(topic().pk), "times-2": "1"}, "Dòng 2: chọn đối tác"),
        (row(2, farmers, topic()), "đã có ở dòng khác"),
        ({**row(2, farmers, topic()), "times-2": ""}, "Dòng 2: số lần từ 1 đến 366"),
    ):
        answer = client.post(HERE, {**base(world), **good, **bad})
        assert answer.status_code == 422
        assert words in shown(answer)
    answer = client.post(HERE, {**base(world, 2090), **good})
    assert answer.status_code == 422
    assert not Commitment.objects.exists()


def test_partners_of_another_place_are_not_chosen(world: World, director: User, farmers: Partner):
    other = actions.add_partners(world.other_commune, ["Hội X"], by=system_job("kiểm thử"))[0]
    answer = sign_in(director).post(HERE, {**base(world), **row(1, other, topic())})
    assert answer.status_code == 422
    typed = {"place": str(world.other_commune.pk), "year": "2026", **row(1, other, topic())}
    assert sign_in(director).post(HERE, typed).status_code == 200
    assert sign_in(world.hung).get(HERE).status_code == 403
    assert not Commitment.objects.exists()


def test_more_promises_take_no_more_queries(world: World, director: User, farmers: Partner):
    by, client = world.actor(director), sign_in(director)
    address = f"{HERE}?place={world.commune.pk}&year=2026"
    topic()
    before = queries_of(client, address)
    many = actions.add_partners(world.commune, [f"Hội {n}" for n in range(4)], by=by)
    actions.record_commitments(
        world.commune, 2026, [actions.Promise(n, one, topic(), 1) for n, one in enumerate(many, 1)], by=by
    )
    assert queries_of(client, address) == before
