"""A material is written, proposed, reviewed, published, revised, withdrawn."""

import datetime as dt
from dataclasses import replace

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from hoctap.accounts.duties import keeping
from hoctap.accounts.models import User
from hoctap.audit import actions as audit
from hoctap.centres.models import Topic
from hoctap.core import files
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.states import check_move
from hoctap.core.text import clean
from hoctap.materials import duties, licences, listing, rules, tasks
from hoctap.materials.models import (
    VERSION_TRANSITIONS,
    WRITABLE,
    Audience,
    Language,
    LinkState,
    Material,
    MaterialKind,
    MaterialPart,
    MaterialVersion,
    PartKind,
    Reading,
    VersionState,
)
from hoctap.materials.rules import Choices, Described
from hoctap.notices import actions as notices
from hoctap.people.models import Person
from hoctap.places.models import Place

PROPOSE, REVIEW, PUBLISH = (
    Permission.MATERIAL_PROPOSE,
    Permission.MATERIAL_REVIEW,
    Permission.MATERIAL_PUBLISH,
)
CHOICES = Choices(MaterialKind.values, list(licences.BY_CODE), Language.values, Audience.values)
KIND_OF = {
    files.PDF: PartKind.PDF,
    files.DOCX: PartKind.DOCX,
    files.PPTX: PartKind.SLIDES,
    **dict.fromkeys(files.IMAGE_TYPES, PartKind.IMAGE),
    **dict.fromkeys(files.AUDIO_TYPES, PartKind.AUDIO),
}
HAS_WORDS = {PartKind.PDF, PartKind.DOCX, PartKind.SLIDES}


@transaction.atomic
def start_material(
    place: Place, told: Described, topic: Topic | None, *, contributor: Person | None = None, by: Actor
) -> Material:
    by.must(PROPOSE, at=place)
    told = _cleaned(told)
    _check(told, topic, place)
    material = Material.objects.create(place=place, made_by=by.described[:300])
    version = MaterialVersion(material=material, number=1)
    _describe(version, told, topic, contributor, by)
    audit.record(by, "materials.material.started", material)
    return material


@transaction.atomic
def describe_version(
    version: MaterialVersion,
    told: Described,
    topic: Topic | None,
    *,
    contributor: Person | None = None,
    by: Actor,
) -> MaterialVersion:
    """While it is being written. The consent of a contributor may also be noted later, see `note_consent`."""
    version = _writable(version, by)
    told = _cleaned(told)
    _check(told, topic, version.material.place, standing=version)
    _describe(version, told, topic, contributor, by)
    audit.record(by, "materials.version.described", version)
    return version


@transaction.atomic
def note_consent(
    version: MaterialVersion, *, on: dt.date | None, how: str, is_credited: bool, by: Actor
) -> None:
    """Asked while it waits: nothing else of the version changes by it."""
    version = _locked(version)
    by.must(PROPOSE, at=version)
    told = Described(
        version.title,
        version.kind,
        version.summary,
        version.licence,
        version.author,
        contributor_name=version.contributor_name,
        consent_on=on,
        consent_how=clean(how),
    )
    if not version.contributor_name:
        raise Refused("Học liệu này không ghi người đóng góp nào.")
    if version.state in (VersionState.REPLACED, VersionState.WITHDRAWN):
        raise Refused(rules.writing_reasons(is_writable=False, state=version.get_state_display()))
    if on is None:
        raise Refused([Reason("Ghi ngày người đóng góp đồng ý.", "consent_on")])
    _check(told, version.topic, version.material.place, standing=version)
    version.consent_on, version.consent_how = on, clean(how)[:200]
    version.is_credited = is_credited
    version.save(update_fields=["consent_on", "consent_how", "is_credited"])
    audit.record(by, "materials.version.consent_noted", version, fields=["consent_on", "consent_how"])
    if version.state == VersionState.PUBLISHED:
        listing.refresh(version.material)


@transaction.atomic
def add_file(version: MaterialVersion, content: bytes, *, title: str, by: Actor) -> MaterialPart:
    """Known kinds only, by what they hold; opened in the child process, shown to the scanner for viruses."""
    version = _writable(version, by)
    title = clean(title)
    _may_add(version, title)
    stored = files.take_office(content, allowed=set(KIND_OF))
    kind = KIND_OF[stored.media_type]
    part = MaterialPart.objects.create(
        version=version,
        position=_next(version),
        kind=kind,
        title=title or f"{kind.label} {version.title}"[:200],
        sha256=stored.sha256,
        media_type=stored.media_type,
        size=stored.size,
        reading=Reading.WAITING if kind in HAS_WORDS else Reading.NONE,
    )
    audit.record(by, "materials.version.part_added", version)
    if part.reading == Reading.WAITING:
        _read_later(part)
    return part


@transaction.atomic
def add_link(version: MaterialVersion, url: str, *, title: str, by: Actor) -> MaterialPart:
    """A video, a recording, a page elsewhere. Whether it opens is tried by a job."""
    version = _writable(version, by)
    url, title = url.strip(), clean(title)
    _may_add(version, title)
    if reasons := rules.link_reasons(url):
        raise Refused(reasons)
    part = MaterialPart.objects.create(
        version=version,
        position=_next(version),
        kind=PartKind.LINK,
        title=title or url[:200],
        url=url,
        link_state=LinkState.UNCHECKED,
        link_next_on=today(),
    )
    audit.record(by, "materials.version.part_added", version)
    return part


@transaction.atomic
def drop_part(part: MaterialPart, *, by: Actor) -> None:
    version = _writable(part.version, by)
    shas = [part.sha256, *part.pictures.values_list("sha256", flat=True)]
    audit.record(by, "materials.version.part_dropped", version)
    MaterialPart.objects.filter(pk=part.pk).delete()
    for sha256 in filter(None, shas):
        files.drop_if_unnamed(sha256)


@transaction.atomic
def propose_version(version: MaterialVersion, *, by: Actor) -> None:
    version = _moved(version, VersionState.PROPOSED, PROPOSE, by)
    if reasons := rules.proposing_reasons(parts=version.parts.count()):
        raise Refused(reasons)
    version.proposed_by, version.proposed_by_id_of = by.described[:300], by.user_id
    version.proposed_at = timezone.now()
    version.returned_why = ""
    version.save()
    audit.record(by, "materials.version.proposed", version)


@transaction.atomic
def take_up_review(version: MaterialVersion, *, by: Actor) -> None:
    version = _moved(version, VersionState.REVIEW, REVIEW, by)
    _apart(version, by)
    version.reviewed_by = by.described[:300]
    version.save()
    audit.record(by, "materials.version.review_begun", version)


@transaction.atomic
def return_version(version: MaterialVersion, *, why: str, by: Actor) -> None:
    """By who reviews it, or by who was to publish it."""
    version = _locked(version)
    by.must(PUBLISH if version.state == VersionState.APPROVED else REVIEW, at=version)
    check_move(VersionState(version.state), VersionState.RETURNED, VERSION_TRANSITIONS)
    if reasons := rules.why_reasons(clean(why), ask="Ghi cần sửa gì để người soạn làm lại.", most=500):
        raise Refused(reasons)
    if version.state == VersionState.REVIEW:
        _apart(version, by)
    version.state, version.returned_why, version.reviewed_at = VersionState.RETURNED, clean(why), None
    version.save()
    audit.record(by, "materials.version.returned", version, fields=["returned_why"])
    _tell(version, f"Học liệu “{version.title}” được trả lại để sửa: {version.returned_why}")


@transaction.atomic
def approve_version(version: MaterialVersion, *, by: Actor) -> None:
    version = _moved(version, VersionState.APPROVED, REVIEW, by)
    _apart(version, by)
    version.reviewed_by, version.reviewed_at = by.described[:300], timezone.now()
    version.save()
    audit.record(by, "materials.version.approved", version)
    _tell(version, f"Học liệu “{version.title}” đã thẩm định xong, chờ công bố.")


@transaction.atomic
def publish_version(version: MaterialVersion, *, by: Actor) -> None:
    """The one published before is replaced by it."""
    version = _moved(version, VersionState.PUBLISHED, PUBLISH, by)
    reasons = rules.publishing_reasons(
        contributor_name=version.contributor_name,
        consent_on=version.consent_on,
        consent_how=version.consent_how,
        today=today(),
    )
    if reasons:
        raise Refused(reasons)
    material = version.material
    material.versions.filter(state=VersionState.PUBLISHED).update(state=VersionState.REPLACED)
    version.published_by, version.published_at = by.described[:300], timezone.now()
    version.save()
    material.current = version
    material.withdrawn_at, material.withdrawn_why, material.withdrawn_by = None, "", ""
    material.save()
    audit.record(by, "materials.version.published", version)
    listing.refresh(material)
    _tell(version, f"Học liệu “{version.title}” đã công bố.")


@transaction.atomic
def revise_material(material: Material, *, why: str, by: Actor) -> MaterialVersion:
    """A new version with what the last one had; that one stays published until this one is."""
    material = _locked_material(material)
    by.must(PROPOSE, at=material)
    last = material.versions.order_by("number").last()
    if last is None or last.state not in (VersionState.PUBLISHED, VersionState.WITHDRAWN):
        raise Refused("Học liệu này đang có một bản chưa công bố: sửa tiếp bản ấy.")
    if reasons := rules.why_reasons(clean(why), ask="Ghi bản mới sửa, thêm gì."):
        raise Refused(reasons)
    version = MaterialVersion(material=material, number=last.number + 1, revised_why=clean(why))
    for name in (
        *("title", "kind", "topic", "language", "audience", "summary", "licence", "author"),
        *("contributor_name", "contributor", "consent_on", "consent_how", "is_credited"),
    ):
        setattr(version, name, getattr(last, name))
    version.made_by, version.made_by_id_of = by.described[:300], by.user_id
    version.save()
    for part in last.parts.all():
        pictures = list(part.pictures.all())
        part.pk, part.version, part._state.adding = MaterialPart._meta.pk.get_default(), version, True
        part.save()
        for picture in pictures:
            picture.pk, picture.part, picture._state.adding = None, part, True
            picture.save()
        if part.reading == Reading.WAITING:
            _read_later(part)
    audit.record(by, "materials.material.revised", material)
    return version


@transaction.atomic
def withdraw_material(material: Material, *, why: str, by: Actor) -> None:
    """It is found no more; that it was there, and why it went, stays."""
    material = _locked_material(material)
    by.must(PUBLISH, at=material)
    version = material.versions.filter(state=VersionState.PUBLISHED).select_for_update(of=("self",)).first()
    if version is None:
        raise Refused("Học liệu này không có bản nào đang công bố.")
    if reasons := rules.why_reasons(clean(why), ask="Ghi vì sao rút học liệu."):
        raise Refused(reasons)
    version.state = VersionState.WITHDRAWN
    version.save(update_fields=["state"])
    material.withdrawn_at, material.withdrawn_why = timezone.now(), clean(why)
    material.withdrawn_by = by.described[:300]
    material.save()
    audit.record(by, "materials.material.withdrawn", material, fields=["withdrawn_why"])
    listing.refresh(material)
    _tell(version, f"Học liệu “{version.title}” đã rút: {material.withdrawn_why}")


# ── shared ──────────────────────────────────────────────────────────────────────────────────────────


def _cleaned(told: Described) -> Described:
    return replace(
        told,
        title=clean(told.title),
        summary=told.summary.strip(),
        author=clean(told.author),
        contributor_name=clean(told.contributor_name)[:100],
        consent_how=clean(told.consent_how)[:200],
    )


def _check(
    told: Described, topic: Topic | None, place: Place, standing: MaterialVersion | None = None
) -> None:
    offered = topic is not None and (
        (standing is not None and standing.topic_id == topic.pk)
        or Topic.objects.offered_at(place).filter(pk=topic.pk).exists()
    )
    reasons = rules.describing_reasons(
        told, CHOICES, has_topic=topic is not None, is_topic_offered=offered, today=today()
    )
    if reasons:
        raise Refused(reasons)


def _describe(
    version: MaterialVersion, told: Described, topic: Topic | None, contributor: Person | None, by: Actor
) -> None:
    assert topic is not None
    for name in told.__dataclass_fields__:
        setattr(version, name, getattr(told, name))
    version.topic = topic
    version.contributor = contributor if told.contributor_name else None
    version.is_credited = told.is_credited and bool(told.contributor_name)
    version.made_by, version.made_by_id_of = by.described[:300], by.user_id
    version.save()


def _locked(version: MaterialVersion) -> MaterialVersion:
    """Material before version, in every action."""
    Material.objects.select_for_update(of=("self",)).get(pk=version.material_id)
    rows = MaterialVersion.objects.select_for_update(of=("self",))
    return rows.select_related("material__place", "topic").get(pk=version.pk)


def _locked_material(material: Material) -> Material:
    return Material.objects.select_for_update(of=("self",)).select_related("place").get(pk=material.pk)


def _writable(version: MaterialVersion, by: Actor) -> MaterialVersion:
    version = _locked(version)
    by.must(PROPOSE, at=version)
    state = VersionState(version.state)
    if reasons := rules.writing_reasons(is_writable=state in WRITABLE, state=state.label):
        raise Refused(reasons)
    return version


def _moved(version: MaterialVersion, wanted: VersionState, right: Permission, by: Actor) -> MaterialVersion:
    version = _locked(version)
    by.must(right, at=version)
    check_move(VersionState(version.state), wanted, VERSION_TRANSITIONS)
    version.state = wanted
    return version


def _apart(version: MaterialVersion, by: Actor) -> None:
    keeping.uphold(
        duties.conflicts_of(version, by),
        person_id=by.user_id,
        place=version.material.place,
        subject=version,
        by=by,
    )


def _may_add(version: MaterialVersion, title: str) -> None:
    if reasons := rules.adding_reasons(parts=version.parts.count(), title=title):
        raise Refused(reasons)


def _read_later(part: MaterialPart) -> None:
    key = str(part.pk)
    transaction.on_commit(lambda: tasks.open_part.defer(part_id=key))


def _next(version: MaterialVersion) -> int:
    return (version.parts.aggregate(last=Max("position"))["last"] or 0) + 1


def _tell(version: MaterialVersion, text: str) -> None:
    people = {one for one in (version.made_by_id_of, version.proposed_by_id_of) if one is not None}
    url = reverse("material_detail", args=[version.material_id])
    notices.queue(User.objects.filter(pk__in=people), text, url)
