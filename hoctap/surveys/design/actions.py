"""A survey form is made, edited while it is a draft, published, drafted anew."""

from typing import Literal

from django.db import transaction
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.places.models import Place
from hoctap.surveys.design import rules
from hoctap.surveys.design.models import FormVersion, SurveyForm, VersionState
from hoctap.surveys.design.queries import kinds_before
from hoctap.surveys.design.rules import Design, Item

CHANGED_MEANWHILE = "Mẫu vừa được người khác sửa. Hãy xem lại bản đang soạn rồi làm lại."


@transaction.atomic
def make_survey_form(place: Place, title: str, design: Design, *, by: Actor) -> SurveyForm:
    """With its first draft."""
    by.must(Permission.SURVEY_RUN, at=place)
    Place.objects.select_for_update(of=("self",), no_key=True).get(pk=place.pk)
    title = clean(title)[:150]
    if not title:
        raise Refused([Reason("Hãy ghi tên mẫu phiếu.", field="title")])
    if SurveyForm.objects.filter(place=place, title=title).exists():
        raise Refused(
            [Reason(f"{place.title} đã có mẫu “{title}”. Hãy mở mẫu ấy hoặc đặt tên khác.", field="title")]
        )
    form = SurveyForm.objects.create(place=place, title=title, made_by=by.described[:300])
    FormVersion.objects.create(form=form, number=1, content=rules.to_json(design))
    audit.record(by, "surveys.form.made", form)
    return form


@transaction.atomic
def add_question(version: FormVersion, item: Item, *, by: Actor) -> None:
    """At the end; a group comes with its end."""
    version = _draft(version, by)
    item = rules.cleaned(item)
    added = (item, Item("end group")) if item.kind == "begin group" else (item,)
    _keep(version, Design((*version.design.items, *added)), at=len(version.content), by=by)


@transaction.atomic
def change_question(version: FormVersion, at: int, item: Item, *, seen: str, by: Actor) -> None:
    """`seen`: the name that stood there when the page was made."""
    version = _draft(version, by)
    items = list(_items_seen(version, at, seen))
    item = rules.cleaned(item)
    if ("group" in item.kind or "group" in items[at].kind) and item.kind != items[at].kind:
        raise Refused(
            [Reason("Câu hỏi không đổi thành nhóm được. Hãy bỏ câu này và thêm nhóm mới.", field="kind")]
        )
    items[at] = item
    _keep(version, Design(tuple(items)), at=at, by=by)


@transaction.atomic
def move_question(version: FormVersion, at: int, step: Literal[-1, 1], *, seen: str, by: Actor) -> None:
    version = _draft(version, by)
    _items_seen(version, at, seen)
    version.content = rules.to_json(rules.moved(version.design, at, step))
    version.save(update_fields=["content"])
    audit.record(by, "surveys.form.edited", version.form, fields=["content"])


@transaction.atomic
def drop_question(version: FormVersion, at: int, *, seen: str, by: Actor) -> None:
    version = _draft(version, by)
    _items_seen(version, at, seen)
    version.content = rules.to_json(rules.dropped(version.design, at))
    version.save(update_fields=["content"])
    audit.record(by, "surveys.form.edited", version.form, fields=["content"])


@transaction.atomic
def replace_questions(version: FormVersion, design: Design, *, by: Actor) -> None:
    """All of the draft, by what a file says."""
    version = _draft(version, by)
    version.content = rules.to_json(design)
    version.save(update_fields=["content"])
    audit.record(by, "surveys.form.edited", version.form, fields=["content"])


@transaction.atomic
def publish_form(version: FormVersion, *, by: Actor) -> None:
    version = _draft(version, by)
    problems = rules.problems_of(version.design, before=kinds_before(version.form))
    if problems:
        raise Refused(rules.reasons_of(problems, version.design))
    version.state, version.published_at = VersionState.PUBLISHED, timezone.now()
    version.published_by = by.described[:300]
    version.save(update_fields=["state", "published_at", "published_by"])
    audit.record(by, "surveys.form.published", version.form, count=version.number)


@transaction.atomic
def draft_form(form: SurveyForm, *, by: Actor) -> FormVersion:
    """A new draft that begins as the last version."""
    form = SurveyForm.objects.select_for_update(of=("self",)).select_related("place").get(pk=form.pk)
    by.must(Permission.SURVEY_RUN, at=form)
    last = form.versions.order_by("-number")[0]
    if last.state == VersionState.DRAFT:
        raise Refused("Mẫu đang có một bản soạn dở. Hãy sửa tiếp bản ấy.")
    draft = FormVersion.objects.create(form=form, number=last.number + 1, content=last.content)
    audit.record(by, "surveys.form.drafted", form, count=draft.number)
    return draft


def _draft(version: FormVersion, by: Actor) -> FormVersion:
    version = (
        FormVersion.objects.select_for_update(of=("self",)).select_related("form__place").get(pk=version.pk)
    )
    by.must(Permission.SURVEY_RUN, at=version)
    if version.state != VersionState.DRAFT:
        raise Refused(
            f"Bản {version.number} đã ban hành, không sửa nữa: câu trả lời gắn với bản ấy. Hãy soạn bản mới."
        )
    return version


def _items_seen(version: FormVersion, at: int, seen: str) -> tuple[Item, ...]:
    items = version.design.items
    if not 0 <= at < len(items) or items[at].name != seen:
        raise Refused(CHANGED_MEANWHILE)
    return items


_COLUMNS = {"type": "kind", "name": "name", "label": "label", "required": "required"}


def _keep(version: FormVersion, design: Design, *, at: int, by: Actor) -> None:
    """What is wrong with the item itself is refused at once; what comes of its order is told when the form is published."""
    problems = [
        one
        for one in rules.problems_of(design, before=kinds_before(version.form))
        if one.item == at or (one.item is None and len(design.items) > rules.MOST_ITEMS)
    ]
    if problems:
        raise Refused(
            [
                Reason(
                    one.text,
                    field="choices" if one.choice is not None else _COLUMNS.get(one.column, one.column),
                )
                for one in problems
            ]
        )
    version.content = rules.to_json(design)
    version.save(update_fields=["content"])
    audit.record(by, "surveys.form.edited", version.form, fields=["content"])
