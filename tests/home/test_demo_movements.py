"""The demonstration's days and movements, made by the same actions."""

from hoctap.home import demo_movements
from hoctap.movements.models import Movement, MovementReview, Observance, Occasion
from tests.world import World


def test_a_planned_day_and_a_movement_with_results(world: World):
    demo_movements.add(world.commune, world.actor(world.lan))
    assert Observance.objects.filter(place__isnull=True).count() == 5
    assert Occasion.objects.get().items.count() == 3
    movement = Movement.objects.get()
    assert movement.units.count() == 4, "two ấp and two bodies"
    kept = MovementReview.objects.get()
    assert (kept.units, kept.reported, kept.met) == (4, 3, 2)
