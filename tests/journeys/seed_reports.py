"""Words to `hoctap shell` for the journeys of reports: communes with a season each, who gathers above them, those that send by themselves.

SEED makes places, people and figures. SEND lets communes send, and sign, on the day that the shell believes it is.
"""

SEED = """
import datetime as dt
from hoctap.accounts.actions import create_account
from hoctap.accounts.models import Capacity, RoleAssignment
from hoctap.core.actor import system_job
from hoctap.core.permissions import Role
from hoctap.criteria.actions import load_shipped_editions
from hoctap.criteria.models import CriteriaEdition
from hoctap.places import actions, catalogue
from hoctap.places.models import Organisation, OrganisationKind, Place
from hoctap.plans import actions as plans
from hoctap.plans.rules import PlanDetails, TargetDetails
from hoctap.reports.types.actions import load_shipped_types
from tests.figures import fill_hamlet, make_round
from tests.world import make_place
by = system_job("hành trình")
load_shipped_editions(by=by)
load_shipped_types(by=by)
known = catalogue.load()
communes = [actions.install_commune(known.resolve_year(code, {year}), by=by) for code in {codes!r}]
first, second = communes[0], communes[1]
above = Place.objects.filter(pk__in=first.commune.path, level={level!r}).get()
body = Organisation.objects.create(kind="association", name={body!r}, symbol="HKH", place=above)
edition = CriteriaEdition.objects.get(code="gia-dinh-hoc-tap-mau-1")
for number, made in enumerate(communes):
    hamlet = make_place("hamlet", "ấp", "Ấp 1", made.commune)
    fill_hamlet(make_round(made.commune, edition, {year}), hamlet, 10, 9, 8 if number % 3 else 7)
details = PlanDetails("415/KH-UBND", dt.date({year}, 1, 31), "Ủy ban nhân dân", "Kế hoạch học tập suốt đời", {year}, {year})
from decimal import Decimal
target = TargetDetails("85 % gia đình được công nhận", Decimal(85), {year}, measure="learning_family.recognised",
                       before_on=dt.date({year}, 11, 15))
plans.add_target(plans.record_plan(above, details, by=by), target, by=by)
for name, login, organisation, title, role, place in (
    ("Nguyễn Thị Lan", "lan", first.association, "Chủ tịch Hội Khuyến học", Role.ASSOCIATION_OFFICER, first.commune),
    ("Phạm Thị Oanh", "oanh", second.association, "Chủ tịch Hội Khuyến học", Role.ASSOCIATION_OFFICER, second.commune),
    ("Đỗ Ngọc Bích", "bich", body, "Chủ tịch Hội", Role.SUPERVISOR, above),
):
    account = create_account(
        full_name=name, login=login, organisation=organisation, title=title, role=role, place=place, by=by
    )
    # What is handed over lasts some days, and these people come in weeks apart.
    account.user.set_password({password!r})
    account.user.must_change_password = False
    account.user.save()
Capacity.objects.update(starts_on="2020-01-01")
RoleAssignment.objects.create(
    capacity=Capacity.objects.get(user__login="bich"), role=Role.REPORT_GATHERER.value, place=above
)
"""

# Three tiers: who gathers the districts' reports above them.
PROVINCE = """
import datetime as dt
from hoctap.accounts.actions import create_account
from hoctap.accounts.models import Capacity, RoleAssignment
from hoctap.core.actor import system_job
from hoctap.core.permissions import Role
from hoctap.places.models import Organisation, Place
from hoctap.reports.calls.actions import open_call
from hoctap.reports.quantities.periods import PeriodKind, period_of
from hoctap.reports.types.queries import type_for
by = system_job("hành trình")
district = Organisation.objects.get(name={body!r}).place
province = Place.objects.get(pk=district.parent_id)
body = Organisation.objects.create(kind="association", name="Hội Khuyến học tỉnh Đồng Tháp", symbol="HKH", place=province)
account = create_account(full_name="Lý Thành Nghĩa", login="nghia", organisation=body, title="Chủ tịch Hội",
                         role=Role.REPORT_GATHERER, place=province, by=by)
account.user.set_password({password!r})
account.user.must_change_password = False
account.user.save()
Capacity.objects.filter(user=account.user).update(starts_on="2020-01-01")
# Papers of the places below are read by who supervises there.
RoleAssignment.objects.create(capacity=account.user.capacities.get(), role=Role.SUPERVISOR.value, place=province)
period = period_of(PeriodKind.YEAR, {year})
open_call(type_for("model_results_district", period, province), province, body, period, dt.date({year}, 11, 20), by=by)
"""

SEND = """
from hoctap.accounts.models import User
from hoctap.core.actor import Actor, Grant
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.papers import actions as papers
from hoctap.places.models import Place
from hoctap.reports.periodic import actions, oddities, queries
from hoctap.reports.periodic.models import ReportCall
call = ReportCall.objects.get(type__code="model_results")
clerk = User.objects.get(login="bich")
for number, code in enumerate({codes!r}):
    place = Place.objects.get(code=code, level="commune", valid_from__lte=call.ends_on, path__contains=[call.place_id])
    by = Actor(name="Văn thư " + place.name, user_id=clerk.pk, grants=(Grant(place.pk, frozenset(Permission)),))
    report = actions.open_report(call.type, place, None, call.period, by=by)
    for section in report.type.spec.sections:
        if section.required:
            actions.write_text(report, section.key, "Đã làm theo kế hoạch.", seen=0, by=by)
    for odd in oddities.odd_in(report, queries.live(report)):
        actions.write_text(report, oddities.text_key(odd), "Đã kiểm tra.", seen=0, by=by)
    report = actions.submit_report(report, by=by)
    papers.mark_printed(report.paper, by=by)
    papers.record_signature(report.paper, number={first} + number, dated_on=today(), signer="Lê Văn Ký", by=by)
"""
