"""What the papers of a season say: rows of ours to the frozen contents that `papers.rendering` prints.

Legal bases are only those that are on record here: the plans that bind the place, the tờ trình, and the law on local government for places
of the two-tier system. Nothing is added from memory.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.db.models import Q

from hoctap.accounts.models import Capacity
from hoctap.accounts.queries import role_holders
from hoctap.core.dates import today
from hoctap.core.permissions import Role
from hoctap.core.text import lower_first
from hoctap.criteria.models import Title
from hoctap.criteria.printed.queries import labels_for
from hoctap.papers.content import (
    AnnexRow,
    DecisionContent,
    Letterhead,
    NominationContent,
    NominationRow,
    ScoreAuthor,
    ScoreRow,
    ScoreSheetContent,
    Signer,
    SubmissionContent,
    SubmissionRow,
)
from hoctap.papers.layout import date_text
from hoctap.papers.models import PaperState
from hoctap.people.models import Person
from hoctap.places.models import Organisation, Place
from hoctap.plans.models import Plan
from hoctap.recognition.models import (
    DecisionLine,
    Dossier,
    RecognitionDecision,
    RecognitionRound,
    Submission,
)

# Luật Tổ chức chính quyền địa phương số 72/2025/QH15: places that began with the two-tier system.
TWO_TIERS_SINCE = dt.date(2025, 7, 1)


def nomination(
    season: RecognitionRound, hamlet: Place, dossiers: Sequence[Dossier], *, met_on: dt.date | None
) -> NominationContent:
    """`met_on` is the day of the meeting; None on a road without one, where the list stands on the hamlet's points."""
    title = season.title_name
    return NominationContent(
        letterhead=Letterhead(
            parent_name=f"Ủy ban nhân dân {hamlet.parent.full_name}" if hamlet.parent else "",
            issuer_name=f"Ban nhân dân {hamlet.full_name}",
            place_name=_commune_name(hamlet),
            year=season.year,
        ),
        summary=f"Đề nghị công nhận danh hiệu “{title}” năm {season.year}",
        addressee=f"Ủy ban nhân dân {season.place.full_name}; Hội Khuyến học {season.place.full_name}",
        introduction=(
            f"Căn cứ kết quả {f'họp bình xét {_day(met_on)}' if met_on else 'chấm điểm'}, {hamlet.full_name} đề nghị công nhận "
            f"danh hiệu “{title}” năm {season.year} cho các {season.subject_word} có tên sau:",
        ),
        rows=tuple(
            NominationRow(
                order=order,
                head_name=dossier.subject_name,
                birth_year=dossier.subject.birth_year,
                group_name=dossier.household.group_name,
                total_points=dossier.hamlet_total,
                household_name=_household_of(dossier),
                note=_moved(dossier, hamlet),
            )
            for order, dossier in enumerate(dossiers, start=1)
        ),
        unit=season.subject_word,
        association_head=Signer("Chi hội trưởng"),
        front_head=Signer("Trưởng ban công tác Mặt trận"),
        hamlet_head=Signer(f"Trưởng {hamlet.kind}", _holder(hamlet, Role.HAMLET_HEAD)),
        sample_mark=season.edition.sample_mark,
    )


def submission(
    season: RecognitionRound,
    association: Organisation,
    committee: Organisation,
    dossiers: Sequence[Dossier],
    *,
    waiting: Sequence[Dossier] = (),
) -> SubmissionContent:
    """`waiting` are agreed to as well, and go into a later tờ trình once somebody has answered what was said about them."""
    title = season.title_name
    rows = _rows_by_hamlet(season, dossiers)
    total = SubmissionRow(
        "Cộng",
        sum(row.households_total or 0 for row in rows),
        sum(row.registered or 0 for row in rows),
        sum(row.nominated or 0 for row in rows),
    )
    return SubmissionContent(
        letterhead=Letterhead(
            parent_name=association.parent_name,
            issuer_name=association.name,
            symbol=f"TTr-{association.symbol}",
            place_name=season.place.name,
            year=season.year,
        ),
        summary=f"Về việc công nhận danh hiệu “{title}” năm {season.year}",
        recipients=(committee.name,),
        legal_bases=tuple(_plan_bases(season)),
        body=(
            f"Các {_hamlet_word(season.place)} trên địa bàn {season.place.full_name} đã họp bình xét; {association.name} đã xét danh sách do "
            f"các {_hamlet_word(season.place)} đề nghị, kết quả như sau:",
        ),
        rows=tuple(rows),
        total=total,
        closing=(
            *_waiting(season, waiting),
            f"{association.name} kính trình {committee.name} xem xét, công nhận danh hiệu “{title}” năm {season.year} cho "
            f"{len(dossiers)} {season.subject_phrase} trong danh sách kèm theo.",
        ),
        enclosures=(
            "Danh sách đề nghị công nhận và biên bản họp bình xét của từng " + _hamlet_word(season.place),
        ),
        copies=("Như trên", f"Lưu: {association.symbol}"),
        signer=Signer("Chủ tịch", _holder_in(association)),
        unit=season.subject_word,
        sample_mark=season.edition.sample_mark,
    )


def _waiting(season: RecognitionRound, dossiers: Sequence[Dossier]) -> Iterable[str]:
    if dossiers:
        named = sorted(dossiers, key=lambda one: (one.hamlet.sort_key, one.sort_key))
        names = "; ".join(f"{one.subject_name} ({one.hamlet.full_name})" for one in named)
        yield (
            f"Ngoài danh sách này, {len(dossiers)} {season.subject_phrase} đã được xét đồng ý nhưng còn phản ánh, kiến nghị chưa "
            f"trả lời xong nên chờ trình sau: {names}."
        )


def submission_correction(
    submission: Submission,
    association: Organisation,
    committee: Organisation,
    taken_out: Sequence[tuple[Dossier, str]],
    *,
    standing: Sequence[Dossier],
) -> SubmissionContent:
    """Names who is taken out of a signed tờ trình and why; `standing` still wait for their decision by it."""
    season = submission.round
    numbered = f"Tờ trình số {submission.paper.full_number} {_day(submission.paper.dated_on)}"
    rows = _rows_by_hamlet(season, standing)
    last = (
        f"{association.name} kính trình {committee.name} xem xét, công nhận danh hiệu “{season.title_name}” năm {season.year} cho "
        f"{len(standing)} {season.subject_phrase} còn lại trong danh sách kèm theo {numbered}."
        if standing
        else f"Sau điều chỉnh này không còn {season.subject_phrase} nào chờ quyết định theo {numbered}."
    )
    return SubmissionContent(
        letterhead=Letterhead(
            parent_name=association.parent_name,
            issuer_name=association.name,
            symbol=f"TTr-{association.symbol}",
            place_name=season.place.name,
            year=season.year,
        ),
        summary=f"Về việc điều chỉnh danh sách đề nghị công nhận danh hiệu “{season.title_name}” năm {season.year}",
        recipients=(committee.name,),
        legal_bases=(),
        body=correction_body(submission, association, taken_out),
        rows=tuple(rows),
        total=SubmissionRow(
            "Cộng",
            sum(row.households_total or 0 for row in rows),
            sum(row.registered or 0 for row in rows),
            len(standing),
        ),
        closing=(last,),
        enclosures=(),
        copies=("Như trên", f"Lưu: {association.symbol}"),
        signer=Signer("Chủ tịch", _holder_in(association)),
        unit=season.subject_word,
        sample_mark=season.edition.sample_mark,
    )


def correction_body(
    submission: Submission, association: Organisation, taken_out: Sequence[tuple[Dossier, str]]
) -> tuple[str, ...]:
    season, paper = submission.round, submission.paper
    return (
        f"{association.name} đã đề nghị công nhận danh hiệu “{season.title_name}” năm {season.year} tại Tờ trình số "
        f"{paper.full_number} {_day(paper.dated_on)}. Nay {association.name} đưa ra khỏi danh sách ấy {len(taken_out)} "
        f"{season.subject_phrase}:",
        *(
            f"{order}. {dossier.subject_name}, {dossier.hamlet.full_name}. Lý do: {why}."
            for order, (dossier, why) in enumerate(taken_out, start=1)
        ),
        f"Các {season.subject_phrase} còn lại chờ quyết định theo tờ trình ấy:",
    )


def _corrected_by(decision: RecognitionDecision) -> str:
    """The corrections of its tờ trình that came before it."""
    if decision.submission is None:
        return ""
    found = decision.submission.corrections.exclude(paper__state=PaperState.VOID)
    if decision.created_at is not None:
        found = found.filter(made_at__lte=decision.created_at)
    papers = [one.paper for one in found.select_related("paper__issuer")]
    told = [f"Tờ trình số {one.full_number} {_day(one.dated_on)}" for one in papers]
    return f", điều chỉnh bởi {'; '.join(told)}" if told else ""


def decision(decision: RecognitionDecision, lines: Sequence[DecisionLine], *, title: str) -> DecisionContent:
    season = decision.round
    place, committee = season.place, decision.issuer
    name = season.title_name
    association = f"Hội Khuyến học {place.full_name}"
    hamlets = len({line.hamlet_name for line in lines})
    bases = [*_law_bases(place), *_plan_bases(season)]
    if decision.submission is not None:
        paper = decision.submission.paper
        corrected = _corrected_by(decision)
        bases.append(
            f"Theo đề nghị của {paper.issuer.name} tại Tờ trình số {paper.full_number} {_day(paper.dated_on)}{corrected}"
        )
    if decision.amends is not None:
        before = decision.amends.paper
        bases.append(
            f"Căn cứ Quyết định số {before.full_number} {_day(before.dated_on)} của {before.issuer.name}"
        )
        bases.append(f"Theo đề nghị của {association}")
        first = f"Thu hồi danh hiệu “{name}” năm {season.year} của {len(lines)} {season.subject_phrase} (có danh sách kèm theo)."
        second = f"Các nội dung khác của Quyết định số {before.full_number} giữ nguyên."
    else:
        first = (
            f"Công nhận danh hiệu “{name}” năm {season.year} cho {len(lines)} {season.subject_phrase} thuộc {hamlets} "
            f"{_hamlet_word(place)} trên địa bàn {place.full_name} (có danh sách kèm theo)."
        )
        second = f"{association} và Trưởng các {_hamlet_word(place)} thông báo, niêm yết danh sách để nhân dân biết."
    return DecisionContent(
        letterhead=Letterhead(
            issuer_name=committee.name,
            parent_name=committee.parent_name,
            symbol=f"QĐ-{committee.symbol}",
            place_name=place.name,
            year=season.year,
        ),
        summary=title,
        authority=f"Chủ tịch {committee.name}",
        legal_bases=tuple(bases),
        articles=(
            first,
            second,
            f"Quyết định này có hiệu lực kể từ ngày ký. Các bộ phận có liên quan của {committee.name}, {association}, Trưởng các "
            f"{_hamlet_word(place)} và các {season.subject_phrase} có tên trong danh sách chịu trách nhiệm thi hành Quyết định này.",
        ),
        copies=("Như Điều 3", association, "Lưu: VT"),
        signer=Signer("Chủ tịch", _holder(place, Role.CHAIR), authority_lines=()),
        annex_name=(
            f"Danh sách {season.subject_phrase} bị thu hồi danh hiệu “{name}” năm {season.year}"
            if decision.amends is not None
            else f"Danh sách {season.subject_phrase} được công nhận danh hiệu “{name}” năm {season.year}"
        ),
        issued_by=f"Chủ tịch {committee.name}",
        annex_rows=tuple(
            AnnexRow(
                line.position,
                line.head_name,
                line.hamlet_name,
                line.dossier.person.birth_year if line.dossier.person else None,
                _household_of(line.dossier),
            )
            for line in lines
        ),
        unit=season.subject_word,
        sample_mark=season.edition.sample_mark,
    )


def score_sheet(dossier: Dossier) -> ScoreSheetContent:
    """Phiếu chấm điểm of one household or citizen: the three columns side by side, with who wrote each."""
    season, edition = dossier.round, dossier.round.edition
    title = Title(season.title)
    labels = labels_for(edition, season.place, season.last_day)
    form = next((form["label"] for form in edition.forms if form["code"] == dossier.form), "")
    named = (
        edition.name,
        f"mẫu phiếu: {form}" if form else "",
        lower_first(labels.mark(edition.criteria.all())),
    )
    rows: list[ScoreRow] = []
    group = ""
    for criterion in edition.criteria.all():
        if criterion.group != group:
            group = criterion.group
            rows.append(ScoreRow(code="", text=group))
        answer = dossier.answers.get(criterion.code, {})
        rows.append(
            ScoreRow(
                code=criterion.code,
                text=labels.of(criterion, dossier.form),
                clause=criterion.clause,
                max_points=criterion.max_points,
                by_family=_answer_points(answer, "self"),
                by_hamlet=_answer_points(answer, "hamlet"),
                by_commune=_answer_points(answer, "commune"),
            )
        )
    return ScoreSheetContent(
        letterhead=Letterhead(
            parent_name=f"Ủy ban nhân dân {season.place.full_name}",
            issuer_name=f"Ban nhân dân {dossier.hamlet.full_name}",
            place_name=season.place.name,
            year=season.year,
        ),
        summary=f"Danh hiệu “{season.title_name}” năm {season.year}",
        head_name=dossier.subject_name
        + (f" (hộ {dossier.household.head.full_name})" if dossier.person else ""),
        subject_label="Công dân" if dossier.person else "Chủ hộ",
        self_label=title.self_word,
        hamlet_name=dossier.hamlet.full_name,
        group_name=dossier.household.group_name,
        edition_name="; ".join(part for part in named if part),
        rows=tuple(rows),
        total=ScoreRow(
            code="",
            text="Tổng điểm",
            max_points=edition.max_total,
            by_family=dossier.self_total,
            by_hamlet=dossier.hamlet_total,
            by_commune=dossier.commune_total,
        ),
        authors=tuple(_authors(dossier)),
        family=Signer("Công dân" if dossier.person else "Đại diện gia đình", dossier.subject_name),
        hamlet=Signer(f"Trưởng {dossier.hamlet.kind}", _holder(dossier.hamlet, Role.HAMLET_HEAD)),
        commune=Signer("Cán bộ Hội Khuyến học xã"),
        threshold_text=f"Đạt khi {edition.passing_words}",
        sample_mark=edition.sample_mark,
    )


COLUMN_LABELS = {"self": "Gia đình tự chấm", "hamlet": "Tổ, ấp chấm", "commune": "Xã thẩm định"}


def _authors(dossier: Dossier) -> Iterable[ScoreAuthor]:
    """Who wrote each column last, criterion by criterion or as a total; of the first column who answered and who typed."""
    labels = {**COLUMN_LABELS, "self": Title(dossier.title).self_word}
    for column, label in labels.items():
        marks = [
            answer[column]
            for answer in dossier.answers.values()
            if isinstance(answer, dict) and column in answer
        ]
        if marks:
            last = max(marks, key=lambda mark: str(mark["at"]))
            own = column == "self" and "inherited" not in last
            sent_by_itself = own and not last["by_id"]
            yield ScoreAuthor(
                column=label,
                name=_answered_by(dossier, last) if own else last["by"],
                entered_by=last["by"] if own and not sent_by_itself else "",
                scored_on=dt.datetime.fromisoformat(last["at"]).date(),
                reason=last.get("why", ""),
            )


def _answered_by(dossier: Dossier, mark: dict[str, str]) -> str:
    """Whose answer it was: the member that was named, else the household's head or the citizen."""
    if not mark["by_id"]:
        return mark["by"]
    key = mark.get("answered_by", "")
    named = Person.objects.filter(pk=key).first() if key and key != str(dossier.subject.pk) else None
    return named.full_name if named else dossier.subject_name


def _answer_points(answer: dict[str, dict[str, str]], column: str) -> Decimal | None:
    return Decimal(answer[column]["points"]) if column in answer else None


def _rows_by_hamlet(season: RecognitionRound, dossiers: Sequence[Dossier]) -> list[SubmissionRow]:
    proposed = Counter(dossier.hamlet_id for dossier in dossiers)
    total: Counter[object] = Counter()
    registered: Counter[object] = Counter()
    for hamlet_id, registered_on in season.dossiers.of_people_kept().values_list(
        "hamlet_id", "registered_on"
    ):
        total[hamlet_id] += 1
        registered[hamlet_id] += registered_on is not None
    hamlets = Place.objects.filter(pk__in=proposed)
    return [
        SubmissionRow(hamlet.title, total[hamlet.pk], registered[hamlet.pk], proposed[hamlet.pk])
        for hamlet in hamlets
    ]


def _law_bases(place: Place) -> list[str]:
    if place.valid_from >= TWO_TIERS_SINCE:
        return ["Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15"]
    return []


def _plan_bases(season: RecognitionRound) -> list[str]:
    plans = Plan.objects.binding(season.place).filter(
        year_from__lte=season.year, year_to__gte=season.year, targets__measure__startswith=season.title
    )
    return [
        f"Căn cứ Kế hoạch số {plan.number} {_day(plan.dated_on)} của {plan.issuer}"
        for plan in plans.distinct()
        if plan.number and plan.dated_on
    ]


def _moved(dossier: Dossier, hamlet: Place) -> str:
    """A family that moved after its ấp met stays on that list, which says so."""
    household = dossier.household
    has_moved = dossier.person_id is None and household.hamlet_id != hamlet.pk
    return f"Nay ở {household.hamlet.full_name}" if has_moved else ""


def _household_of(dossier: Dossier) -> str:
    """The head of the household that a citizen lives in; of a family's dossier that is its own name."""
    return dossier.household.head.full_name if dossier.person_id else ""


def _holder(place: Place, role: Role) -> str:
    """The name to print under a signature, when exactly one person holds the role here today; else the line stays empty."""
    names = set(role_holders(role, place))
    return names.pop() if len(names) == 1 else ""


def _holder_in(organisation: Organisation) -> str:
    """The one who presides over the body today, by the title of his position."""
    day = today()
    names = set(
        Capacity.objects.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gt=day),
            organisation=organisation,
            title__istartswith="chủ tịch",
            starts_on__lte=day,
            user__is_active=True,
            roles__isnull=False,
        ).values_list("user__full_name", flat=True)
    )
    return names.pop() if len(names) == 1 else ""


def _commune_name(hamlet: Place) -> str:
    return hamlet.parent.name if hamlet.parent else hamlet.name


def _hamlet_word(place: Place) -> str:
    kinds = set(place.children.values_list("kind", flat=True))
    return ", ".join(sorted(kinds)) or "ấp"


def _day(day: dt.date | None) -> str:
    """'ngày 05 tháng 01 năm 2024', as Nghị định 30/2020/NĐ-CP writes dates in the text of a paper."""
    return date_text(day, year=day.year) if day else ""
