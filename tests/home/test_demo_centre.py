"""The year of the demonstration's centre: an approved programme, a gap, what was held, what was called off."""

from hoctap.centres.models import Speaker
from hoctap.core.actor import system_job
from hoctap.core.dates import today
from hoctap.home import demo_centre, demo_house
from hoctap.learning.models import Activity, Attendance, Programme, ProgrammeState
from hoctap.partners.models import Commitment
from hoctap.surveys.campaigns.models import Campaign, CampaignState
from hoctap.surveys.models import Need
from tests.world import World, make_household


def test_a_year_with_its_gap(world: World):
    for at in range(1, 11):
        make_household(world.hamlet, f"Lê Văn Thứ {at}", birth_year=1960 + at)
    centre = demo_house.add(world.commune, system_job("trình diễn"))
    demo_centre.add(centre)

    programme = Programme.objects.get(centre=centre, year=today().year)
    assert programme.state == ProgrammeState.APPROVED
    assert programme.decided_by.startswith(demo_centre.CHAIR)
    assert Campaign.objects.get(centre=centre).state == CampaignState.CLOSED
    uncovered = Need.objects.filter(lines__isnull=True)
    assert {one.topic.code for one in uncovered if one.topic} == {"elderly-health"}
    states = [one.state for one in Activity.objects.all()]
    assert (states.count("held"), states.count("planned"), states.count("cancelled")) == (5, 1, 1)
    assert Attendance.objects.standing().count() == 6
    assert centre.seats.count() == 3
    assert Speaker.objects.filter(place=world.commune).count() == 2
    assert Commitment.objects.get().partner.name == demo_centre.FARMERS
