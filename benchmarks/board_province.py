"""A province of 150 communes with a plan, tasks of each commune and points on the map: filled into an empty database for `bench_board`."""

import csv
import datetime as dt
import sys
from decimal import Decimal

import django

django.setup()

from benchmarks.country import YEAR, fill  # noqa: E402
from hoctap.core.permissions import Role  # noqa: E402
from hoctap.places.catalogue import DATA  # noqa: E402
from hoctap.places.models import Level, OrganisationKind, Place  # noqa: E402
from hoctap.plans import actions as plans  # noqa: E402
from hoctap.plans.models import Task, TaskInstance  # noqa: E402
from hoctap.plans.rules import PlanDetails, TargetDetails  # noqa: E402
from tests.world import make_organisation, make_user  # noqa: E402

COMMUNES, TASKS = 150, 20
FIRST_DAY = dt.date(2025, 7, 1)


def fill_province(dossiers: int) -> Place:
    (province,) = fill(1, COMMUNES, dossiers)
    communes = list(Place.objects.filter(path__contains=[province.pk], level=Level.COMMUNE))
    with (DATA / "points.csv").open(encoding="utf-8", newline="") as file:
        codes = [row["code"] for row in csv.DictReader(file) if row["code"] >= "29869"][:COMMUNES]
    for commune, code in zip(communes, codes, strict=True):
        commune.code, commune.valid_from = code, FIRST_DAY
    Place.objects.bulk_update(communes, ["code", "valid_from"])
    office = make_organisation(OrganisationKind.ASSOCIATION, "Hội Khuyến học tỉnh", "HKH", province)
    who = make_user("Lý Thành Nghĩa", "tinh", office, "Chủ tịch Hội", (Role.SUPERVISOR, province))
    by = who.active_capacities().prefetch_related("roles").get().actor()
    details = PlanDetails("1/KH", dt.date(YEAR, 1, 5), "Ủy ban nhân dân tỉnh", "Kế hoạch đo", YEAR, YEAR)
    plan = plans.record_plan(province, details, by=by)
    for measure, goal in (
        ("learning_family.recognised", 85),
        ("learning_family.recognised_of_registered", 90),
    ):
        plans.add_target(
            plan,
            TargetDetails(
                f"{goal} % gia đình", Decimal(goal), YEAR, measure=measure, before_on=dt.date(YEAR, 12, 15)
            ),
            by=by,
        )
    tasks = Task.objects.bulk_create(
        Task(plan=plan, section="I", text=f"Việc {number} của kế hoạch", position=number)
        for number in range(TASKS)
    )
    TaskInstance.objects.bulk_create(
        TaskInstance(
            task=task,
            place=commune,
            body_name=f"Ủy ban nhân dân {commune.full_name}",
            before_on=dt.date(YEAR, 1 + number % 12, 1 + place % 28),
        )
        for number, task in enumerate(tasks)
        for place, commune in enumerate(communes)
    )
    return province


if __name__ == "__main__":
    sys.stdout.write(str(fill_province(int(sys.argv[1])).pk))
