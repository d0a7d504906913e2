"""Words to `hoctap shell` after those of `seed_assessment`: a register with a family counted twice, a file carried to its decision.

REGISTER writes families of two ấp, one of them recognised in two communes. CARRY brings a file of the commune as far as the council. DECIDE
goes on to the signed decision.
"""

REGISTER = """
from hoctap.core.actor import system_job
from hoctap.criteria.models import CriteriaEdition
from hoctap.places import actions, catalogue
from hoctap.places.models import Place
from tests.figures import make_dossier, make_round
from tests.world import make_household, make_place
by = system_job("hành trình")
here = Place.objects.get(code="30043", level="commune")
away = actions.install_commune(catalogue.load().resolve_year("30046", 2024), by=by).commune
hamlets = [make_place("hamlet", "ấp", name, here) for name in ("Ấp 1", "Ấp 2")]
other = make_place("hamlet", "ấp", "Ấp 1", away)
for hamlet, name, born in (
    (hamlets[0], "Lê Văn Một", 1970), (hamlets[1], "Lê Văn Một", 1980), (hamlets[0], "Trần Thị Hai", 1965),
    (hamlets[1], "Võ Văn Ba", 1958), (hamlets[0], "Phan Thị Bốn", 1972),
):
    make_household(hamlet, name, birth_year=born)
edition = CriteriaEdition.objects.get(code="gia-dinh-hoc-tap-mau-1")
moved = make_household(hamlets[0], "Huỳnh Văn Dời", birth_year=1969)
season = make_round(here, edition)
make_dossier(season, moved, "recognised")
for name in ("Trần Thị Hai", "Võ Văn Ba"):
    make_dossier(season, hamlets[0].households.model.objects.get(head__full_name=name), "recognised")
moved.hamlet = other
moved.save()
make_dossier(make_round(away, edition), moved, "recognised")
"""

_BENCH = """
import datetime as dt
from types import SimpleNamespace
from hoctap.accounts.models import User
from hoctap.assessments import actions
from hoctap.assessments.models import Assessment, Council
from hoctap.places.models import Place
from tests.assessments import hands
def actor(user):
    return user.active_capacities().prefetch_related("roles").first().actor()
lan, ha, thanh = (User.objects.get(login=one) for one in ("lan", "thuha", "thanh"))
bench = hands.Bench(
    SimpleNamespace(lan=lan, actor=actor), Place.objects.get(code="30043", level="commune"),
    Place.objects.get(code="872", level="district"), ha, thanh, 2024,
)
"""

CARRY = _BENCH + "hands.received(bench)\n"

DECIDE = (
    _BENCH
    + """
one = Assessment.objects.get()
hands.voted(bench, one, Council.objects.get(), agree=6)
one = actions.conclude_file(one, agrees=True, by=actor(ha))
made = actions.draft_decision([one], "recognise", by=actor(ha))
hands.signed(made.paper, number=77, on=dt.date(2025, 3, 20), by=actor(thanh), copy=hands.PDF)
"""
)
