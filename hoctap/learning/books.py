"""The book of classes and activities of a centre: a view of what was held."""

from django.db.models import Count

from hoctap.centres.models import Centre
from hoctap.centres.registry import Book, Cell
from hoctap.core.vietnamese import format_date
from hoctap.learning.models import Activity, ActivityState, Attendance, AttendanceRole


def _activities(centre: Centre, year: int) -> list[list[Cell]]:
    rows = Activity.objects.filter(centre=centre).of_year(year).order_by("starts_on", "id")
    rows = rows.select_related("topic", "venue", "place").prefetch_related("sessions__headcounts", "speakers")
    learners = Attendance.objects.filter(
        session__activity__in=[one.pk for one in rows],
        session__state=ActivityState.HELD,
        role=AttendanceRole.LEARNER,
        removed_at__isnull=True,
    )
    names = dict(learners.order_by().values_list("session__activity").annotate(n=Count("pk")))
    return [
        [
            number,
            format_date(one.starts_on),
            one.get_kind_display(),
            one.title,
            one.topic.name,
            one.venue.name if one.venue else one.venue_name or one.place.title,
            "; ".join(speaker.name for speaker in one.speakers.all()),
            sum(1 for session in one.sessions.all() if session.state == ActivityState.HELD),
            _people(one, names.get(one.pk, 0)),
            one.get_state_display(),
        ]
        for number, one in enumerate(rows, start=1)
    ]


def _people(activity: Activity, names: int) -> int | None:
    """Lượt người of sessions counted by heads or by names; nothing counted is nothing known."""
    heads = [count.people for session in activity.sessions.all() for count in session.headcounts.all()]
    return sum(heads) + names if heads or names else None


ACTIVITIES = Book(
    "Sổ theo dõi lớp, hoạt động",
    (
        ("TT", 4, True),
        ("Ngày", 10, True),
        ("Loại", 9, False),
        ("Nội dung", 26, False),
        ("Chuyên đề", 16, False),
        ("Địa điểm", 16, False),
        ("Báo cáo viên", 16, False),
        ("Số buổi", 6, True),
        ("Lượt người", 7, True),
        ("Tình trạng", 10, False),
    ),
    _activities,
    order=20,
)
