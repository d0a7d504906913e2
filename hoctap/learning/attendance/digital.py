"""Which share of who learned in a year learned digital skills: `learners.digital`. Persons by name, each once in his commune; heads are nobody."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from hoctap.core.dates import today
from hoctap.learning.attendance.counting import by_person, of_home
from hoctap.learning.models import ActivityState, Attendance, AttendanceRole
from hoctap.learning.regularity.figures import share
from hoctap.learning.regularity.queries import topics_below
from hoctap.learning.workers.queries import communes_of
from hoctap.plans.indicators import Provided

CODE = "learners.digital"
FIELDS = ("digital",)


def digital_learners(place_ids: Sequence[UUID], year: int) -> dict[UUID, Provided]:
    """Three queries. Where nobody was named in a year nothing is known; a place is the sum of its communes where somebody was."""
    communes = {one.pk: one for one in communes_of(place_ids, year)}
    rows = (
        by_person(
            Attendance.objects.standing().filter(
                of_home(list(communes)),
                role=AttendanceRole.LEARNER,
                session__state=ActivityState.HELD,
                session__on__year=year,
            )
        )
        .annotate(home=Coalesce("hamlet__parent_id", "session__activity__commune_id"))
        .order_by()
        .values_list("home")
        .annotate(
            digital=Count("who", Q(session__activity__topic__in=topics_below(FIELDS)), distinct=True),
            everybody=Count("who", distinct=True),
        )
    )
    told = {home: (digital, everybody) for home, digital, everybody in rows if home in communes}
    found = {}
    for place in place_ids:
        below = [pk for pk, one in communes.items() if place in one.path]
        known = [told[pk] for pk in below if pk in told]
        if not known:
            continue
        top, whole = (sum(numbers) for numbers in zip(*known, strict=True))
        source = "người học theo tên điểm danh, mỗi người một lần trong năm"
        if len(below) > 1:
            source += f", {len(known)}/{len(below)} xã có số liệu"
        found[place] = Provided(share(top, whole), top, whole, today(), source)
    return found
