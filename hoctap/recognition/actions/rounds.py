"""Opening a round, taking in who came since, closing it."""

import datetime as dt

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.criteria.models import CriteriaEdition, Title
from hoctap.criteria.queries import editions_for, near_editions
from hoctap.papers.casefiles.actions import ask_for_case
from hoctap.places.models import Level, Place
from hoctap.recognition import case_files
from hoctap.recognition.enrolling import ADULT, YOUNGEST, citizens_missing, households_missing
from hoctap.recognition.models import CitizenWay, Dossier, DossierState, RecognitionRound, RoundState
from hoctap.recognition.queries.roads import road_for
from hoctap.recognition.road import with_days_of
from hoctap.recognition.rows import lock_open_round, record_moves


@transaction.atomic
def open_round(
    place: Place,
    *,
    year: int,
    title: Title,
    edition: CriteriaEdition,
    before_on: dt.date | None,
    age_from: int | None = None,
    citizen_way: CitizenWay = CitizenWay.HERE,
    needs_verified_evidence: bool = False,
    by: Actor,
) -> RecognitionRound:
    """Open a commune's round and lay out a dossier for every household that the register counts in the year.

    For Công dân học tập: for every person of these households who is `age_from` years old by the end of the year; 18 when it is not said.
    """
    by.must(Permission.ROUND_OPEN, at=place)
    # Two officers who press at once: the second waits here and is told that the round is open.
    Place.objects.select_for_update(of=("self",), no_key=True).get(pk=place.pk)
    reasons = []
    if place.level != Level.COMMUNE:
        reasons.append(Reason("Đợt công nhận mở cho một xã, phường.", "place"))
    if edition.published_at is None or edition.title != title:
        reasons.append(Reason("Bộ tiêu chí này chưa ban hành hoặc không dành cho danh hiệu này.", "edition"))
    elif not editions_for(title, year, place).filter(pk=edition.pk).exists():
        near = near_editions(title, year, place)
        also = f" Gần nhất: {'; '.join(one.name for one in near)}." if near else ""
        reasons.append(
            Reason(
                f"Bộ tiêu chí này không có hiệu lực ở {place.full_name} trong năm {year}.{also}", "edition"
            )
        )
    if RecognitionRound.objects.filter(place=place, year=year, title=title).exists():
        reasons.append(Reason(f"Năm {year} xã đã mở đợt công nhận {Title(title).label}.", "year"))
    if citizen_way != CitizenWay.HERE and title != Title.LEARNING_CITIZEN:
        reasons.append(Reason("Chỉ Công dân học tập nhận kết quả từ phần mềm của Hội.", "citizen_way"))
    if Title(title).is_of_persons:
        age_from = ADULT if age_from is None else age_from
        if not YOUNGEST <= age_from <= 100:
            reasons.append(Reason(f"Tuổi của công dân ghi từ {YOUNGEST} đến 100.", "age_from"))
    elif age_from is not None:
        reasons.append(Reason("Tuổi chỉ đặt cho đợt công nhận công dân.", "age_from"))
    if before_on is not None and abs(before_on.year - year) > 1:
        reasons.append(Reason(f"Hạn {before_on:%d/%m/%Y} không nằm gần năm {year}.", "before_on"))
    if not place.children.filter(level=Level.HAMLET).exists():
        reasons.append(Reason("Xã chưa có ấp, khóm nào. Lập danh sách ấp trước."))
    if reasons:
        raise Refused(reasons)
    season = RecognitionRound.objects.create(
        title=title,
        year=year,
        place=place,
        edition=edition,
        before_on=before_on,
        age_from=age_from,
        citizen_way=citizen_way,
        road=with_days_of(road_for(title, place, year), decision_before=before_on, year=year).stored(),
        needs_verified_evidence=needs_verified_evidence,
        opened_by=by.described,
    )
    _lay_out(season, by=by)
    audit.record(by, "recognition.round.opened", season)
    return season


@transaction.atomic
def enrol_households(season: RecognitionRound, *, by: Actor) -> int:
    """Lay out dossiers for households (citizens) that came into the register after the round opened. Safe to repeat."""
    by.must(Permission.HOUSEHOLD_IMPORT, at=season.place)
    season = lock_open_round(season)
    count = _lay_out(season, by=by)
    if count:
        audit.record(by, "recognition.round.households_enrolled", season, count=count)
    return count


@transaction.atomic
def close_round(season: RecognitionRound, *, by: Actor) -> None:
    """End a round: nothing is entered afterwards. Papers on their way are signed or dropped first."""
    by.must(Permission.ROUND_OPEN, at=season.place)
    season = lock_open_round(season)
    waiting = season.dossiers.filter(
        state__in=[DossierState.NOMINATED, DossierState.ACCEPTED, DossierState.PROPOSED]
    ).count()
    if waiting:
        raise Refused(
            f"Còn {waiting} {season.subject_word} đang chờ xã xét hoặc chờ quyết định. Giải quyết xong mới kết thúc đợt."
        )
    season.state = RoundState.CLOSED
    season.save(update_fields=["state"])
    audit.record(by, "recognition.round.closed", season)
    if case_files.papers_of(season):
        ask_for_case(case_files.ROUND, str(season.pk), is_final=True, by=by)


def _lay_out(season: RecognitionRound, *, by: Actor) -> int:
    """A dossier for each household or citizen that has none, in the hamlet where the household was registered that year."""
    dossiers = [
        Dossier(round=season, title=season.title, year=season.year, **line)
        for line in (citizens_missing(season) if season.age_from is not None else households_missing(season))
    ]
    Dossier.objects.bulk_create(dossiers, batch_size=2000)
    record_moves([(dossier, "") for dossier in dossiers], by=by)
    return len(dossiers)
