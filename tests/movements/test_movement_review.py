"""Sơ kết keeps the counts of its day; tổng kết does, and ends the movement."""

import pytest
from django.urls import reverse

from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.refusals import Refused
from hoctap.movements.campaigns.actions import join_movement, record_result, review_movement
from hoctap.movements.campaigns.models import Movement, MovementReview
from hoctap.movements.work import work_items
from tests.movements.hands import movement_at, result_typed, unit_in
from tests.recognition.hands import shown, sign_in
from tests.world import World


@pytest.mark.requirement("S2-53")
def test_counts_of_the_day_are_kept(world: World, movement: Movement, lan: Actor):
    here, client = reverse("movement_review", args=[movement.pk]), sign_in(world.lan)
    record_result(unit_in(movement, world.commune, lan), result_typed(people=20, is_met=True), by=lan)
    assert "1 đơn vị, 1 đã báo kết quả, 1 đạt, 20 người" in shown(client.get(here))
    typed = {"stage": "interim", "held_on": today().isoformat(), "text": "Khá tốt"}
    assert client.post(here, typed).status_code == 302
    unit_in(movement, world.commune, lan, "Hội đến sau")
    kept = MovementReview.objects.get()
    assert (kept.units, kept.reported, kept.met, kept.people) == (1, 1, 1, 20)
    assert "Khá tốt" in shown(client.get(reverse("movement_detail", args=[movement.pk])))


def test_once_concluded_nobody_joins_or_tells_of_results(world: World, movement: Movement, lan: Actor):
    unit = unit_in(movement, world.commune, lan)
    review_movement(movement, stage="final", held_on=today(), text="Xong", by=lan)
    movement.refresh_from_db()
    assert (movement.state, movement.ended_on) == ("concluded", today())
    with pytest.raises(Refused, match="khép lại"):
        join_movement(movement, world.commune, "other", ["Chợ"], by=lan)
    with pytest.raises(Refused, match="phong trào tiếp theo"):
        record_result(unit, result_typed(), by=lan)
    with pytest.raises(Refused, match="không sửa được nữa"):
        review_movement(movement, stage="final", held_on=today(), text="Lại", by=lan)


def test_a_review_without_words_is_not_taken(world: World, movement: Movement):
    here = reverse("movement_review", args=[movement.pk])
    answer = sign_in(world.lan).post(here, {"stage": "final", "held_on": "", "text": ""})
    assert answer.status_code == 422
    assert "Ghi đánh giá" in shown(answer)


def test_one_that_is_past_its_days_is_work_until_it_is_concluded(world: World, lan: Actor):
    gone = movement_at(world.commune, lan, last_on=today().replace(year=today().year - 1))
    wanted = f"Tổng kết phong trào “{gone.name}”"
    assert wanted in [item.title for item in work_items(lan)]
    review_movement(gone, stage="final", held_on=today(), text="Xong", by=lan)
    assert wanted not in [item.title for item in work_items(lan)]


def test_not_by_who_joins_it_from_below(world: World, wide: Movement):
    assert sign_in(world.lan).get(reverse("movement_review", args=[wide.pk])).status_code == 404
    assert sign_in(world.hung).get(reverse("movement_review", args=[wide.pk])).status_code == 403
