"""One citizen counts once a year, also when two rows of the register turn out to be one person.

A decided dossier never changes: it stays with the row it was decided for, which points at the one kept. An open one moves to the one kept,
unless he has one in the round himself; then at most one of the two may be walking, and it is that of the one kept. What is left with the
other row holds nothing and is shown and written no more.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from hoctap.core.refusals import Reason, Refused
from hoctap.people.models import Person
from hoctap.recognition.models import Dossier, DossierState, RoundState

# A dossier that stands in nobody's way: nothing entered, or its title taken back.
_RESTING = [DossierState.LISTED, DossierState.REVOKED]
_DECIDED = [DossierState.RECOGNISED, DossierState.REVOKED]


def kept_of(ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Each of these persons and every row merged into one of them, over however many merges → the one of these."""
    root = {pk: pk for pk in ids}
    level = set(root)
    while level:
        merged = Person.objects.filter(merged_into__in=level).values_list("pk", "merged_into_id")
        found = {pk: root[into] for pk, into in merged if into and pk not in root}
        root |= found
        level = set(found)
    return root


def walking_of(person: Person) -> QuerySet[Dossier]:
    return Dossier.objects.filter(person__in=kept_of([person.pk])).exclude(state__in=_RESTING)


def moves_with_him(rows: QuerySet[Any], kept: Person) -> QuerySet[Any]:
    """Open dossiers of the one dropped in rounds where the one kept has none."""
    his = Dossier.objects.filter(person__in=kept_of([kept.pk])).values("round")
    return rows.exclude(state__in=_DECIDED).exclude(round__in=his)


def merge_reasons(kept: Person, dropped: Person) -> list[Reason]:
    """Two rows with dossiers in one round: what has to be done first, naming both."""
    his = {one.round_id: one for one in walking_of(kept).select_related("round", "person")}
    listed = set(Dossier.objects.filter(person__in=kept_of([kept.pk])).values_list("round", flat=True))
    reasons = []
    for one in walking_of(dropped).filter(round__in=listed).select_related("round", "person").order_by("pk"):
        season = one.round
        other = his.get(season.pk)
        names = f"{kept.full_name} và {dropped.full_name} cùng có hồ sơ trong {season}"
        if other is None:
            # A closed round takes nothing down any more: what he has there stays empty.
            if season.state == RoundState.OPEN:
                reasons.append(
                    Reason(
                        f"{names}. Hãy giữ {dropped.full_name}, người có hồ sơ đang ở bước “{one.get_state_display()}”."
                    )
                )
        elif one.state in _DECIDED and other.state in _DECIDED:
            reasons.append(
                Reason(
                    f"{names}, cả hai đã được công nhận. Hãy thu hồi một bên bằng quyết định sửa đổi trước khi gộp."
                )
            )
        elif other.state in _DECIDED:
            reasons.append(
                Reason(
                    f"{names}. Hồ sơ của {kept.full_name} đã có quyết định: hãy bỏ đăng ký của {dropped.full_name} trước khi gộp."
                )
            )
        elif one.state in _DECIDED:
            reasons.append(
                Reason(
                    f"{names}. Hồ sơ của {dropped.full_name} đã có quyết định: hãy bỏ đăng ký của {kept.full_name}, "
                    f"rồi giữ {dropped.full_name}."
                )
            )
        else:
            reasons.append(
                Reason(
                    f"{names}, cả hai đã đăng ký. Hãy bỏ đăng ký một hồ sơ trong danh sách của ấp trước khi gộp."
                )
            )
    return reasons


def refuse_twice(dossiers: Iterable[Dossier]) -> None:
    """No dossier walks for a row that was merged, nor a second one for a citizen who has one under another row."""
    walking = [one for one in dossiers if one.person_id and one.state not in (*_RESTING, *_DECIDED)]
    for words in doubles_of(walking).values():
        raise Refused(words)


def doubles_of(dossiers: Iterable[Dossier]) -> dict[UUID, str]:
    """Which of these dossiers may not walk, and why: its row was merged, or its citizen walks under another row. None for most."""
    found: dict[UUID, str] = {}
    by_person: dict[UUID, Dossier] = {}
    for one in dossiers:
        if one.person is None:
            continue
        if one.person.merged_into_id:
            found[one.pk] = (
                f"{one.subject_name} đã gộp với một người khác trong sổ. Hãy ghi vào hồ sơ của người được giữ."
            )
        by_person[one.person.pk] = one
    if not by_person:
        return found
    root = kept_of(by_person)
    merged = set(root) - set(by_person)
    if not merged:
        return found
    rounds = {one.round_id for one in by_person.values()}
    others = (
        Dossier.objects.filter(person__in=merged, round__in=rounds)
        .exclude(state__in=_RESTING)
        .values_list("person_id", "round_id")
    )
    for person_id, round_id in others:
        one = by_person[root[person_id]]
        if one.round_id == round_id:
            found[one.pk] = (
                f"{one.subject_name} đã có hồ sơ trong đợt này dưới một dòng khác của sổ (đã gộp): không ghi lần thứ hai."
            )
    return found
