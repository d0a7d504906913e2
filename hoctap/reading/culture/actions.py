"""The culture of reading of a place is judged; readers ask for books and are answered."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.libraries.models import Library, Title
from hoctap.places.models import Level, Place
from hoctap.reading.culture import rules
from hoctap.reading.models import BookRequest, ReadingAssessment, RequestState, Result

KEEP = Permission.LIBRARY_KEEP


@transaction.atomic
def assess_reading(
    place: Place,
    *,
    year: int | None,
    as_of: dt.date | None,
    answers: Mapping[str, int | None],
    evidence: str,
    remarks: str = "",
    result: str = "",
    by: Actor,
) -> ReadingAssessment:
    """Without `result` the one that the answers make; a person may decide otherwise."""
    by.must(KEEP, at=place)
    evidence = evidence.strip()[:2000]
    reasons = rules.assessment_reasons(
        year=year, as_of=as_of, answers=answers, evidence=evidence, today=today()
    )
    if place.level != Level.COMMUNE:
        reasons.append(Reason("Mỗi lần đánh giá là của một xã, phường. Hãy chọn xã.", "place"))
    if result and result not in Result.values:
        reasons.append(Reason("Hãy chọn kết quả trong danh sách.", "result"))
    if reasons or year is None or as_of is None:
        raise Refused(reasons)
    told = {
        code: number for code, number in answers.items() if number is not None and code in rules.QUESTIONS
    }
    made = ReadingAssessment.objects.create(
        place=place,
        year=year,
        as_of=as_of,
        answers=told,
        result=result or rules.result_of(told),
        evidence=evidence,
        remarks=remarks.strip()[:2000],
        judged_by=by.described[:300],
    )
    audit.record(by, "reading.culture.assessed", made)
    return made


@transaction.atomic
def ask_for_book(
    library: Library, *, wanted: str, people: int | None, on: dt.date | None, by: Actor
) -> BookRequest:
    by.must(KEEP, at=library)
    wanted = clean(wanted)[:300]
    reasons = rules.request_reasons(wanted=wanted, people=people, on=on, today=today())
    if not library.lends:
        reasons.append(Reason("Nơi này không có sách cho mượn. Hãy chọn một thư viện, tủ sách.", "library"))
    if reasons or people is None or on is None:
        raise Refused(reasons)
    made = BookRequest.objects.create(
        library=library, on=on, wanted=wanted, people=people, recorded_by=by.described[:300]
    )
    audit.record(by, "reading.request.asked", made)
    return made


@transaction.atomic
def answer_request(
    request: BookRequest,
    *,
    state: str,
    answer: str,
    on: dt.date | None,
    title: Title | None = None,
    by: Actor,
) -> None:
    by.must(KEEP, at=request)
    row = BookRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    answer = clean(answer)[:300]
    reasons = rules.answer_reasons(
        state=state, now=row.state, answer=answer, on=on, asked_on=row.on, today=today()
    )
    if reasons:
        raise Refused(reasons)
    row.state, row.answer, row.answered_on, row.title = RequestState(state), answer, on, title
    row.save()
    audit.record(by, "reading.request.answered", request)
