"""People come into a household, leave it, move to another, take over as its head. The years before stay as they were."""

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.people import member_rules, rules, stopping
from hoctap.people.duplicate_queries import pairs_with
from hoctap.people.member_storing import (
    close_membership,
    lock_household,
    lock_households,
    name_head,
    open_membership,
    refuse_if_left,
    renumber,
    restart_membership,
)
from hoctap.people.models import Household, HouseholdMember, LeftKind, Person, Purpose, Relation
from hoctap.people.registry import after_persons_added


@transaction.atomic
def add_member(
    household: Household,
    *,
    full_name: str,
    year: int,
    relation: str,
    by: Actor,
    birth_year: int | None = None,
    sex: str = "",
    phone: str = "",
) -> Person:
    """Somebody who is not in the register yet joins a household."""
    by.must(Permission.HOUSEHOLD_EDIT, at=household)
    household = lock_household(household)
    refuse_if_left(household)
    name = rules.person_name(full_name)
    now = today().year
    reasons = rules.name_blockers(name) + rules.birth_year_blockers(birth_year, now)
    reasons += member_rules.year_blockers(year, earliest=household.listed_year, now=now)
    reasons += _relation_blockers(relation)
    if not reasons and _is_listed(household, name, birth_year):
        reasons = [Reason(f"{name} đã có tên trong hộ này.", field="full_name")]
    if reasons:
        raise Refused(reasons)
    person = Person.objects.create(full_name=name, birth_year=birth_year, sex=sex, phone=clean(phone))
    with renumber(household):
        open_membership(household, person, year=year, relation=relation)
    audit.record(by, "people.member.added", person)
    pairs = pairs_with(person, household.hamlet)
    if pairs:
        for tell in after_persons_added:
            tell(pairs, by)
    return person


@transaction.atomic
def edit_person(
    person: Person,
    *,
    full_name: str,
    by: Actor,
    birth_year: int | None = None,
    sex: str = "",
    phone: str = "",
    relation: str | None = None,
) -> None:
    """Correct what is written about a person; the households he heads follow his name. Papers keep their own words."""
    by.must(Permission.HOUSEHOLD_EDIT, at=person)
    person = _locked(person)
    name = rules.person_name(full_name)
    reasons = rules.name_blockers(name) + rules.birth_year_blockers(birth_year, today().year)
    member = person.memberships.filter(left_year__isnull=True).first()
    if relation is not None and member is not None and not member.is_head:
        reasons += _relation_blockers(relation)
    if clean(phone) and clean(phone) != person.phone and stopping.has_objection(person, Purpose.PHONE):
        reasons.append(
            Reason(
                "Người này không đồng ý để xã liên lạc qua điện thoại: không ghi số. Đổi ý thì ghi ý kiến mới trước.",
                field="phone",
            )
        )
    if reasons:
        raise Refused(reasons)
    wanted = {"full_name": name, "birth_year": birth_year, "sex": sex, "phone": clean(phone)}
    changed = [field for field, value in wanted.items() if getattr(person, field) != value]
    for field in changed:
        setattr(person, field, wanted[field])
    if changed:
        person.save()
    if "full_name" in changed:
        for household in person.headed_households.all():
            name_head(household, person)
    if relation is not None and member is not None and not member.is_head and member.relation != relation:
        member.relation = relation
        member.save(update_fields=["relation"])
        changed.append("relation")
    if changed:
        audit.record(by, "people.person.edited", person, fields=changed)


@transaction.atomic
def move_person(person: Person, household: Household, *, year: int, relation: str, by: Actor) -> None:
    """A person lives in another household from a year on; where he lived before stays on record."""
    by.must(Permission.HOUSEHOLD_EDIT, at=person)
    by.must(Permission.HOUSEHOLD_EDIT, at=household)
    person = _locked(person)
    member = person.memberships.filter(left_year__isnull=True).first()
    if member is not None and member.household_id == household.pk:
        raise Refused([Reason("Người này đang ở chính hộ đó.", field="household")])
    ids = [household.pk] + ([member.household_id] if member else [])
    locked = lock_households(ids)
    household = locked[household.pk]
    refuse_if_left(household)
    reasons = _relation_blockers(relation)
    earliest = household.listed_year
    if member is not None:
        others = locked[member.household_id].members.filter(left_year__isnull=True).count() - 1
        reasons += member_rules.new_head_blockers(is_head=member.is_head, others=others, has_new_head=False)
        earliest = max(earliest, member.joined_year)
    else:
        last = person.memberships.order_by("-left_year").values_list("left_year", flat=True).first()
        earliest = max(earliest, last or 0)
    reasons += member_rules.year_blockers(year, earliest=earliest, now=today().year)
    if reasons:
        raise Refused(reasons)
    if member is not None:
        with renumber(locked[member.household_id]):
            close_membership(member, year=year, kind=LeftKind.OTHER_HOUSEHOLD)
    with renumber(household):
        open_membership(household, person, year=year, relation=relation)
    audit.record(by, "people.person.moved", person)


@transaction.atomic
def leave_household(
    person: Person, *, year: int, kind: str, by: Actor, why: str = "", new_head: Person | None = None
) -> None:
    """A member moved away, died, or left for another reason. A head names who heads the household from then on."""
    by.must(Permission.HOUSEHOLD_EDIT, at=person)
    person = _locked(person)
    member = person.memberships.filter(left_year__isnull=True).first()
    if member is None:
        raise Refused("Người này hiện không có tên trong hộ nào.")
    household = lock_household(member.household)
    others = list(
        household.members.filter(left_year__isnull=True).exclude(pk=member.pk).select_related("person")
    )
    if new_head is not None and new_head.pk not in {one.person_id for one in others}:
        raise Refused([Reason("Chủ hộ mới phải là người đang ở trong hộ.", field="new_head")])
    reasons = member_rules.new_head_blockers(
        is_head=member.is_head, others=len(others), has_new_head=new_head is not None
    )
    if not member.is_head and not others:
        reasons.append(Reason("Trong sổ, hộ chỉ có tên người này. Hãy ghi hộ rời đi."))
    if kind not in (LeftKind.MOVED_AWAY, LeftKind.DIED, LeftKind.OTHER):
        reasons.append(Reason("Hãy chọn lý do.", field="kind"))
    if kind == LeftKind.OTHER and not clean(why):
        reasons.append(Reason("Hãy ghi rõ lý do.", field="why"))
    earliest = max([member.joined_year] + ([one.joined_year for one in others] if member.is_head else []))
    reasons += member_rules.year_blockers(year, earliest=earliest, now=today().year)
    if reasons:
        raise Refused(reasons)
    with renumber(household):
        close_membership(member, year=year, kind=kind, why=clean(why))
        if member.is_head and new_head is not None:
            _take_over(household, new_head, others, year=year)
    audit.record(by, "people.member.left", person, fields=["left_year", "left_kind"])


@transaction.atomic
def change_head(household: Household, person: Person, *, year: int, relation_of_old: str, by: Actor) -> None:
    """Another member heads the household from a year on; the former head stays in it."""
    by.must(Permission.HOUSEHOLD_EDIT, at=household)
    household = lock_household(household)
    refuse_if_left(household)
    members = list(household.members.filter(left_year__isnull=True).select_related("person"))
    old = next((one for one in members if one.is_head), None)
    reasons = []
    if person.pk not in {one.person_id for one in members}:
        reasons.append(Reason("Chủ hộ mới phải là người đang ở trong hộ.", field="person"))
    elif old is not None and old.person_id == person.pk:
        reasons.append(Reason("Người này đang là chủ hộ.", field="person"))
    if relation_of_old in ("", Relation.HEAD) or relation_of_old not in Relation.values:
        reasons.append(Reason("Hãy chọn quan hệ của chủ hộ cũ với chủ hộ mới.", field="relation_of_old"))
    earliest = max(one.joined_year for one in members)
    reasons += member_rules.year_blockers(year, earliest=earliest, now=today().year)
    if reasons:
        raise Refused(reasons)
    staying = [one for one in members if one is not old]
    if old is not None:
        restart_membership(old, year=year, relation=relation_of_old)
    _take_over(household, person, staying, year=year)
    audit.record(by, "people.household.new_head", household, fields=["head"])


def _take_over(household: Household, head: Person, members: list[HouseholdMember], *, year: int) -> None:
    """Relations are told to the head: they are not known any more, and nothing is guessed."""
    for member in members:
        if member.person_id == head.pk:
            restart_membership(member, year=year, relation=Relation.HEAD)
        elif member.relation != Relation.UNKNOWN:
            restart_membership(member, year=year, relation=Relation.UNKNOWN)
    name_head(household, Person.objects.get(pk=head.pk))


def _relation_blockers(relation: str) -> list[Reason]:
    if relation == Relation.HEAD:
        return [Reason("Hộ đã có chủ hộ. Muốn đổi, hãy dùng “Đổi chủ hộ”.", field="relation")]
    if relation not in Relation.values:
        return [Reason("Hãy chọn quan hệ với chủ hộ.", field="relation")]
    return []


def _is_listed(household: Household, name: str, birth_year: int | None) -> bool:
    return household.members.filter(
        left_year__isnull=True, person__full_name=name, person__birth_year=birth_year
    ).exists()


def _locked(person: Person) -> Person:
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if person.merged_into_id:
        raise Refused("Người này đã gộp vào một người khác trong sổ. Hãy mở trang của người được giữ lại.")
    if person.erased_on:
        raise Refused("Dữ liệu của người này đã xóa theo yêu cầu.")
    return person
