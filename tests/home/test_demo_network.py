"""The association and the schooling of the demonstration are told by the same books as anybody's."""

from hoctap.associations.models import Chapter
from hoctap.core.dates import today
from hoctap.home import demo_network
from hoctap.plans.figures.queries import figures_at
from tests.world import World


def test_its_figures_can_be_read_and_few_rows_are_made(world: World):
    demo_network.add(world.commune)
    found = figures_at(
        ["association.briefed", "school.children_enrolled", "universalisation.primary", "literacy.relapses"],
        world.commune,
        (today() - demo_network.DAYS_AGO).year,
    )
    briefed = found["association.briefed"]
    assert (briefed.numerator, briefed.denominator) == (2, 86 + 100 + 31)
    assert (found["universalisation.primary"].value, found["literacy.relapses"].value) == (3, 0)
    assert Chapter.objects.count() == 3
