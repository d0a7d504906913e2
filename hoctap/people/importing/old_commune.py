"""Which hamlet a name in a list means: of the commune itself, or of an old commune whose list is brought into the new one.

Hamlets of an old commune are keyed by old commune and name (practice: every old commune has its "Ấp 1").
"""

from collections.abc import Mapping
from dataclasses import dataclass

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.people.importing.listed import HamletBook, NamedHamlet, by_key
from hoctap.people.importing.past_hamlets import hamlets_of_list, of_no_known_end
from hoctap.places import rules
from hoctap.places.carrying import carry_hamlet
from hoctap.places.models import Level, LineageEdge, Place
from hoctap.places.queries import hamlets_of, usual_kind

# Ids of hamlets that are carried into the new commune only when the list is entered.
CARRY = "carry:"


def predecessors_of(commune: Place) -> list[Place]:
    """Communes of which this one was made, wholly or in part."""
    return list(
        Place.objects.filter(successor_edges__successor=commune, level=Level.COMMUNE)
        .select_related("parent")
        .distinct()
        .order_by("sort_key")
    )


def must_be_predecessor(old: Place, commune: Place) -> None:
    known = predecessors_of(commune)
    if old.pk not in {one.pk for one in known}:
        named = ", ".join(one.full_name for one in known) or "chưa ghi xã nào"
        raise Refused(
            f"{old.title} không nhập vào {commune.full_name}. Các xã cũ của {commune.full_name}: {named}."
        )


def hamlet_book(
    commune: Place,
    old: Place | None,
    year: int,
    *,
    may_create: bool = False,
    answers: Mapping[str, str] | None = None,
) -> HamletBook:
    """Names → hamlets of the commune, as they were in the list's year. `answers`: name as typed → id, as a person said."""
    if old is None:
        hamlets = hamlets_of_list(commune, year)
        lost = of_no_known_end(hamlets, year, commune)
        return HamletBook(
            by_key(
                (
                    one.name,
                    NamedHamlet(
                        str(one.pk), one.full_name, rules.kind_of_hamlet(one.name, one.kind), lost.get(one.pk)
                    ),
                )
                for one in hamlets
            ),
            answers=answers or {},
        )
    successors = _communes_after(old)
    is_divided = len(successors) > 1
    known: list[tuple[str, NamedHamlet]] = []
    cure = "Xếp ấp này về xã mới ở màn hình Ấp, khóm rồi nhập lại."
    for hamlet, became in _old_hamlets(old):
        refused = None
        one_id, name = f"{CARRY}{hamlet.pk}", f"{hamlet.full_name} ({old.full_name} cũ)"
        if became is not None and became.parent_id == commune.pk:
            one_id, name = str(became.pk), became.full_name
        elif became is not None:
            where = became.parent.full_name if became.parent else ""
            refused = (
                f"{hamlet.title} của {old.full_name} cũ đã xếp về {where}.",
                f"Nhập dòng này vào {where}.",
            )
        elif is_divided:
            refused = (
                f"{hamlet.title}: ấp chưa xếp về xã nào ({old.full_name} cũ đã chia cho {len(successors)} xã).",
                cure,
            )
        plain = rules.plain_hamlet_name(hamlet.name)
        kind = rules.kind_of_hamlet(plain, hamlet.kind)
        known.append((plain, NamedHamlet(one_id, name, kind, refused)))
    return HamletBook(
        by_key(known),
        may_create=may_create and not is_divided,
        asks_to_create=not may_create and not is_divided,
        name_of_new=lambda typed: f"{rules.hamlet_name(typed, usual_kind(old))} ({old.full_name} cũ)",
        usual_kind=usual_kind(old),
        of=f"của {old.full_name} cũ",
        answers=answers or {},
    )


def _communes_after(old: Place) -> list[Place]:
    return list(Place.objects.filter(predecessor_edges__predecessor=old, level=Level.COMMUNE).distinct())


def _old_hamlets(old: Place) -> list[tuple[Place, Place | None]]:
    """Hamlets of the old commune with what each became; two queries."""
    hamlets = hamlets_of(old)
    edges = LineageEdge.objects.filter(
        predecessor__in=hamlets, successor__level=Level.HAMLET, kind=LineageEdge.Kind.RENAME
    ).select_related("successor__parent")
    became = {edge.predecessor_id: edge.successor for edge in edges}
    return [(hamlet, became.get(hamlet.pk)) for hamlet in hamlets]


@dataclass(frozen=True)
class Settled:
    """Hamlets by the id that the plan used for them."""

    hamlets: dict[str, Place]
    created: list[Place]


def settle_hamlets(
    commune: Place,
    old: Place | None,
    year: int,
    wanted: set[str],
    created: dict[str, tuple[str, str]],
    by: Actor,
) -> Settled:
    """The hamlets that a plan names; those of the old commune are carried over, new ones are made there first. In the caller's transaction."""
    hamlets = {str(one.pk): one for one in [*hamlets_of(commune), *hamlets_of_list(commune, year)]}
    made: list[Place] = []
    if old is None or wanted <= hamlets.keys():
        return Settled(hamlets, made)
    by.must(Permission.PLACE_EDIT, at=commune)
    edge = LineageEdge.objects.filter(predecessor=old, successor=commune).order_by("on").first()
    if edge is None:
        raise Refused(f"{old.title} không nhập vào {commune.full_name}.")
    names = {promise: key for key, (promise, _) in created.items()}
    for one in sorted(wanted - hamlets.keys()):
        if one.startswith(CARRY):
            hamlet = Place.objects.get(pk=one.removeprefix(CARRY), parent=old)
        else:
            hamlet = _old_hamlet(old, created[names[one]][1].removesuffix(f" ({old.full_name} cũ)"))
            made.append(hamlet)
        hamlets[one] = carry_hamlet(hamlet, commune, on=edge.on, decision=edge.decision, by=by)
    return Settled(hamlets, made)


def _old_hamlet(old: Place, name: str) -> Place:
    """It ended with its commune; nobody has rights at a commune that is no more, the one it became asks for them."""
    kind = rules.hamlet_kind(name) or usual_kind(old)
    return Place.objects.create(
        level=Level.HAMLET,
        kind=kind,
        name=rules.hamlet_name(name, kind),
        parent=old,
        valid_from=old.valid_from,
        valid_to=old.valid_to,
    )
