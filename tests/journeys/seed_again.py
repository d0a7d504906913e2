"""Words to `hoctap shell` for the journeys of reports that are done again: two communes with signed decisions, the district's call,
reports accepted and added up; the people of `tests.world` may sign in.
"""

SEED = """
from hoctap.accounts.models import RoleAssignment, User
from hoctap.core.actor import system_job
from hoctap.core.permissions import Role
from hoctap.recognition import actions as recognition
from hoctap.reports.types.actions import load_shipped_types
from tests import season
from tests.reports.periodic import steps
from tests.world import make_world
world = make_world()
first = season.walk(world, last=season.sign_decision)
season.walk_next_door(world)
recognition.close_round(first.round, by=first.by(first.officer))
load_shipped_types(by=system_job("hành trình"))
RoleAssignment.objects.create(capacity=world.bich.capacities.get(), role=Role.REPORT_GATHERER.value, place=world.district)
for login in ("lan", "oanh", "minh", "hung", "bich"):
    user = User.objects.get(login=login)
    user.set_password({password!r})
    user.save()
"""

UP = """
from hoctap.accounts.models import User
from hoctap.places.models import Place
from hoctap.reports.calls import actions as calls
from hoctap.reports.periodic import actions
from tests.reports.periodic import steps
from types import SimpleNamespace
people = {one.login: one for one in User.objects.all()}
communes = {one.code: one for one in Place.objects.filter(level="commune")}
def actor(user):
    return user.active_capacities().prefetch_related("roles").first().actor()
world = SimpleNamespace(
    lan=people["lan"], oanh=people["oanh"], bich=people["bich"], actor=actor, district=Place.objects.get(level="district", code="872"),
    commune=communes["30055"], other_commune=communes["30043"],
)
call = steps.asked(world)
for number, place in enumerate((world.commune, world.other_commune), start=31):
    steps.accepted(world, place, number)
by = actor(world.bich)
gathered = actions.submit_report(steps.written(calls.gather_call(call, by=by), world), by=by)
steps.signed(gathered, 42, world)
"""
