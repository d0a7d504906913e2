"""What of materials waits for the signed-in person, and what activities and centres are told of them."""

from django.db.models import Q, QuerySet
from django.urls import reverse

from hoctap.centres.models import Centre
from hoctap.centres.registry import CentreSection, SectionLine
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.registries import WorkItem
from hoctap.core.vietnamese import format_number
from hoctap.learning.models import Activity
from hoctap.learning.registry import FedGroup, FedLine
from hoctap.materials.models import Handout, LinkState, MaterialPart, MaterialVersion, VersionState
from hoctap.materials.queries import copies_of

MOST = 8


def work_items(by: Actor) -> list[WorkItem]:
    return [*_to_review(by), *_to_publish(by), *_returned(by), *_dead_links(by)]


def _to_review(by: Actor) -> list[WorkItem]:
    if not by.may_anywhere(Permission.MATERIAL_REVIEW):
        return []
    waiting = MaterialVersion.objects.filter(state__in=[VersionState.PROPOSED, VersionState.REVIEW])
    rows = _at(waiting, by, Permission.MATERIAL_REVIEW)
    if by.user_id:
        rows = rows.exclude(Q(made_by_id_of=by.user_id) | Q(proposed_by_id_of=by.user_id))
    return [
        _item(f"Thẩm định học liệu “{one.title}”", one, 30) for one in rows.order_by("proposed_at")[:MOST]
    ]


def _to_publish(by: Actor) -> list[WorkItem]:
    if not by.may_anywhere(Permission.MATERIAL_PUBLISH):
        return []
    rows = _at(MaterialVersion.objects.filter(state=VersionState.APPROVED), by, Permission.MATERIAL_PUBLISH)
    return [_item(f"Công bố học liệu “{one.title}”", one, 31) for one in rows.order_by("reviewed_at")[:MOST]]


def _returned(by: Actor) -> list[WorkItem]:
    if by.user_id is None or not by.may_anywhere(Permission.MATERIAL_PROPOSE):
        return []
    own = MaterialVersion.objects.filter(
        Q(made_by_id_of=by.user_id) | Q(proposed_by_id_of=by.user_id), state=VersionState.RETURNED
    )
    rows = _at(own, by, Permission.MATERIAL_PROPOSE)
    return [
        _item(f"Sửa học liệu “{one.title}”", one, 29, why=one.returned_why[:120])
        for one in rows.order_by("pk")[:MOST]
    ]


def _dead_links(by: Actor) -> list[WorkItem]:
    """Of who has the right at that very place."""
    if not by.may_anywhere(Permission.MATERIAL_PROPOSE):
        return []
    count = MaterialPart.objects.filter(
        link_state=LinkState.DEAD,
        version__state=VersionState.PUBLISHED,
        version__material__place__in=by.places_given(Permission.MATERIAL_PROPOSE),
    ).count()
    if not count:
        return []
    return [
        WorkItem(
            f"{format_number(count)} liên kết của học liệu không còn mở được",
            f"{reverse('material_list')}?links=dead",
            why="tìm địa chỉ mới rồi lập bản mới, hoặc rút học liệu",
            order=40,
        )
    ]


def _at(rows: QuerySet[MaterialVersion], by: Actor, right: Permission) -> QuerySet[MaterialVersion]:
    if by.system_job:
        return rows.none()
    here = Q(material__place__path__overlap=by.places_with(right)) | Q(
        material__place__in=by.places_only(right)
    )
    return rows.filter(here).select_related("material__place")


def _item(title: str, version: MaterialVersion, order: int, why: str = "") -> WorkItem:
    url = reverse("material_detail", args=[version.material_id])
    return WorkItem(title[:160], url, why=why or version.material.place.title, order=order)


def fed_by_activity(activity: Activity, actor: Actor) -> FedGroup | None:
    """The materials handed out at it. One query."""
    if not actor.may_anywhere(Permission.LIBRARY_READ):
        return None
    rows = Handout.objects.visible_to(actor).standing().filter(activity=activity)
    lines = [
        FedLine(
            str(row.material),
            f"{format_number(row.copies)} bản, phát cho {row.get_recipients_display().lower()}",
            reverse("material_detail", args=[row.material_id]),
        )
        for row in rows.select_related("material__current")
    ]
    return FedGroup("Học liệu đã phát", tuple(lines), 60) if lines else None


def centre_section(centre: Centre, year: int, actor: Actor) -> CentreSection | None:
    """Two queries."""
    if not actor.may_anywhere(Permission.LIBRARY_READ):
        return None
    here = Q(material__place__path__contains=[centre.place.pk])
    published = MaterialVersion.objects.filter(here, state=VersionState.PUBLISHED).count()
    copies = copies_of(Handout.objects.filter(place__path__contains=[centre.place.pk], on__year=year))
    if not published and not copies:
        return None
    lines = (
        SectionLine("Đã công bố", f"{format_number(published)} học liệu", reverse("material_list")),
        SectionLine(
            f"Bản in đã phát năm {year}", format_number(copies), f"{reverse('handout_list')}?year={year}"
        ),
    )
    return CentreSection("Học liệu", lines, reverse("material_list"), order=45)
