"""Words to `hoctap shell`: a commune with its officer, the office of education above it with two people, and the file filled in.

SEED makes the people and prints their passwords. FILL writes what fifteen lines ask, but for the two that the journey types itself. SIGN
signs the papers of the commune. VOTES are the phiếu of all members but the first.
"""

SEED = """
import json
from hoctap.accounts.actions import create_account
from hoctap.accounts.models import Capacity
from hoctap.core.actor import system_job
from hoctap.core.permissions import Role
from hoctap.criteria.actions import load_shipped_editions
from hoctap.places import actions, catalogue
from hoctap.places.models import Organisation, Place
by = system_job("hành trình")
load_shipped_editions(by=by)
made = actions.install_commune(catalogue.load().resolve_year({code!r}, {year}), by=by)
authority = Place.objects.filter(pk__in=made.commune.path, level={level!r}).get()
office = Organisation.objects.create(kind="education", name={office!r} + " " + authority.full_name, symbol="GDĐT", place=authority)
people = []
for name, login, organisation, title, role, place in (
    ("Nguyễn Thị Lan", "lan", made.association, "Chủ tịch Hội Khuyến học", Role.ASSOCIATION_OFFICER, made.commune),
    ("Vũ Thu Hà", "thuha", office, "Chuyên viên", Role.EDUCATION_OFFICER, authority),
    ("Đặng Văn Thành", "thanh", office, {head!r}, Role.EDUCATION_HEAD, authority),
):
    account = create_account(
        full_name=name, login=login, organisation=organisation, title=title, role=role, place=place, by=by
    )
    people.append([login, account.one_time_password])
Capacity.objects.update(starts_on="2020-01-01")
print("MADE", json.dumps(people))
"""

FILL = """
from hoctap.assessments import actions
from hoctap.assessments.models import Assessment
from hoctap.core.actor import system_job
from tests.assessments import hands
by = system_job("hành trình")
one = Assessment.objects.get()
for key, typed in hands.enough(one, one.level).items():
    if key not in ("X1.1", "X5.2.a"):
        actions.record_figure(one, key, typed, by=by)
for line in one.edition.standard().indicators:
    if line.code != "X1.1":
        actions.attach_evidence(one, line.code, kind="note", text="Kế hoạch cho " + line.code, by=by)
"""

SIGN = """
import datetime as dt
from hoctap.accounts.models import User
from hoctap.assessments.models import Assessment
from tests.assessments import hands
lan = User.objects.get(login="lan").active_capacities().prefetch_related("roles").first().actor()
one = Assessment.objects.get()
for number, name in enumerate(("minutes", "self_report", "letter"), start=1):
    hands.signed(getattr(one, name), number=number, on=dt.date(one.year + 1, 2, 10), by=lan)
"""

VOTES = """
import datetime as dt
from hoctap.assessments import actions
from hoctap.assessments.models import Assessment, Council
from hoctap.core.actor import system_job
one = Assessment.objects.get()
for member in list(Council.objects.get().members.all())[1:]:
    actions.record_opinion(
        one, member, agrees=True, given_on=dt.date(one.year + 1, 3, 10), by=system_job("hành trình")
    )
"""

CLAN = """
import json
from hoctap.accounts.actions import create_account
from hoctap.accounts.models import Capacity
from hoctap.core.actor import system_job
from hoctap.core.permissions import Role
from hoctap.people.models import Clan
from hoctap.places import actions, catalogue
from hoctap.places.models import Organisation
from tests.assessments.test_commune_road_papers import edition_of
by = system_job("hành trình")
made = actions.install_commune(catalogue.load().resolve_year("30043", 2024), by=by)
edition_of("learning_clan")
Clan.objects.create(place=made.commune, name="Huỳnh Phước", representative_name="Huỳnh Phước Hậu", from_year=2020)
committee = Organisation.objects.get(place=made.commune, kind="peoples_committee")
people = []
for name, login, organisation, title, role in (
    ("Nguyễn Thị Lan", "lan", made.association, "Chủ tịch Hội Khuyến học", Role.ASSOCIATION_OFFICER),
    ("Lê Quang Minh", "minh", committee, "Chủ tịch", Role.CHAIR),
):
    account = create_account(
        full_name=name, login=login, organisation=organisation, title=title, role=role, place=made.commune, by=by
    )
    people.append([login, account.one_time_password])
Capacity.objects.update(starts_on="2020-01-01")
print("MADE", json.dumps(people))
"""

SIGN_CLAN = """
import datetime as dt
from hoctap.accounts.models import User
from hoctap.assessments.models import Assessment
from tests.assessments import hands
lan = User.objects.get(login="lan").active_capacities().prefetch_related("roles").first().actor()
one = Assessment.objects.get()
for number, name in enumerate(("minutes", "summary", "letter"), start=1):
    hands.signed(getattr(one, name), number=number, on=dt.date(2024, 10, 20), by=lan)
"""
