"""What the screens of survey forms show."""

from dataclasses import dataclass

from hoctap.centres.models import Topic
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.places.models import Place
from hoctap.surveys.design import rules
from hoctap.surveys.design.models import FormVersion, SurveyForm, VersionState
from hoctap.surveys.design.rules import KINDS, Item


@dataclass(frozen=True)
class ListedForm:
    form: SurveyForm
    published: int
    """Number of the last published version; 0: none."""
    has_draft: bool


@dataclass(frozen=True)
class ShownItem:
    at: int
    item: Item
    kind: str
    depth: int
    is_first: bool
    is_last: bool


def forms_for(actor: Actor) -> list[ListedForm]:
    """Two queries."""
    rows = SurveyForm.objects.visible_to(actor).select_related("place").prefetch_related("versions")
    return [
        ListedForm(
            form,
            max(
                (one.number for one in form.versions.all() if one.state == VersionState.PUBLISHED), default=0
            ),
            any(one.state == VersionState.DRAFT for one in form.versions.all()),
        )
        for form in rows
    ]


def places_for(actor: Actor) -> list[Place]:
    """Where the actor may keep a form: his communes and what lies above and below them, as far as his right reaches."""
    rows = Place.objects.visible_to(actor, Permission.SURVEY_RUN).filter(valid_to__isnull=True)
    return list(rows.exclude(level__in=["hamlet", "group"]).order_by("sort_key", "id"))


def shown_items(version: FormVersion) -> list[ShownItem]:
    items = version.design.items
    shown, depth = [], 0
    for at, item in enumerate(items):
        depth -= item.kind == "end group"
        shown.append(
            ShownItem(at, item, KINDS.get(item.kind, item.kind), max(depth, 0), at == 0, at == len(items) - 1)
        )
        depth += item.kind == "begin group"
    return shown


def problems_of(version: FormVersion, before: dict[str, str]) -> list[str]:
    """What still keeps the draft from being published."""
    design = version.design
    return [reason.text for reason in rules.reasons_of(rules.problems_of(design, before=before), design)]


def topics_for_form(place: Place) -> list[Topic]:
    """Those that are asked for, field by field: topics, not the fields they lie in."""
    offered = Topic.objects.offered_at(place).filter(parent__isnull=False).select_related("parent")
    return list(offered.order_by("parent__sort_key", "sort_key", "id"))


def kinds_before(form: SurveyForm) -> dict[str, str]:
    """The kind of each question that a published version has; answers are known by its name."""
    kinds: dict[str, str] = {}
    for version in form.versions.filter(state=VersionState.PUBLISHED).order_by("number"):
        kinds |= {item.name: item.kind for item in version.design.asked}
    return kinds
