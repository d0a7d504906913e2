"""What the papers of a file say. Words of law are not copied: clauses are named, figures stand beside what is asked."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from hoctap.assessments.judging import LineRow, Outcome
from hoctap.assessments.models import (
    Assessment,
    AssessmentDecision,
    AssessmentEvidence,
    Council,
    CouncilMember,
    Opinion,
)
from hoctap.assessments.roads import FileRoad
from hoctap.core.vietnamese import format_date, format_number
from hoctap.criteria.standards import Met
from hoctap.papers.content import (
    AnnexRow,
    CheckRow,
    DecisionContent,
    Letterhead,
    Line,
    Part,
    RecordContent,
    Signer,
)
from hoctap.places.models import Level, Organisation, OrganisationKind

_TITLES = ("Giám đốc", "Chủ tịch", "Trưởng phòng", "Bộ trưởng")


def title_of(decides: str) -> str:
    """'Giám đốc Sở Giáo dục và Đào tạo tỉnh …' signs as 'Giám đốc'."""
    return next((title for title in _TITLES if decides.startswith(title)), decides)


def letterhead(
    issuer: Organisation, year: int, symbol: str = "", dated_on: dt.date | None = None, in_name_of: str = ""
) -> Letterhead:
    """`in_name_of`: of a clan or unit without a register of papers, whose sheets the association keeps."""
    return Letterhead(
        issuer_name=in_name_of or issuer.name,
        parent_name=issuer.place.full_name if in_name_of else issuer.parent_name,
        place_name=issuer.place.name,
        year=year,
        symbol="-".join(part for part in (symbol, issuer.symbol) if part) if symbol else "",
        dated_on=dated_on,
    )


def sought(assessment: Assessment) -> str:
    level = assessment.level_label
    return f"“{assessment.title_name}”{f', {level.lower()}' if level else ''}"


def _sheet_of(assessment: Assessment, issuer: Organisation) -> str:
    """Whose sheet it is where the association keeps it for a clan or unit; empty: the issuer's own."""
    return assessment.subject_name if issuer.kind == OrganisationKind.ASSOCIATION else ""


def _head_signer(assessment: Assessment) -> Signer:
    if assessment.unit is not None:
        return Signer("Thủ trưởng đơn vị")
    if assessment.clan is not None:
        return Signer("Người đại diện dòng họ", assessment.clan.represented_by)
    if assessment.place.level in (Level.HAMLET, Level.GROUP):
        return Signer(f"Trưởng {assessment.place.kind}")
    return Signer("Chủ tịch")


def minutes(assessment: Assessment, issuer: Organisation, outcome: Outcome) -> RecordContent:
    met = assessment.meeting
    remarks = [line.strip() for line in met.get("remarks", "").splitlines() if line.strip()]
    return RecordContent(
        letterhead=letterhead(
            issuer,
            assessment.year,
            dated_on=assessment.met_on,
            in_name_of=_sheet_of(assessment, issuer),
        ),
        kind_name="Biên bản",
        summary=f"Họp tự đánh giá {sought(assessment)} năm {assessment.year} của {assessment.subject_name}",
        parts=(
            Part(
                "I. Thời gian, địa điểm, thành phần",
                lines=(
                    Line("Ngày họp", format_date(assessment.met_on)),
                    Line("Địa điểm", met["venue"]),
                    Line("Chủ trì", met["chair"]),
                    Line("Thư ký", met["secretary"]),
                    *(Line(name, body) for name, body in met["members"]),
                ),
            ),
            Part("II. Ý kiến tại cuộc họp", paragraphs=tuple(remarks) or ("Không có ý kiến khác.",)),
            Part(
                "III. Kết quả",
                lines=(
                    Line("Tự đánh giá", _result_words(assessment, outcome)),
                    Line("Thống nhất", f"{met['agreed']} trong {len(met['members'])} người dự họp"),
                ),
            ),
        ),
        signer=Signer("Chủ trì", met["chair"]),
        left=Signer("Thư ký", met["secretary"]),
        closing="Biên bản được đọc lại cho mọi người dự họp cùng nghe và thống nhất",
        sample_mark=assessment.edition.sample_mark,
    )


def report(assessment: Assessment, issuer: Organisation, outcome: Outcome) -> RecordContent:
    """Báo cáo tự đánh giá: by tiêu chí, what is met and what not."""
    edition = assessment.edition
    groups = tuple(
        Part(
            group,
            lines=tuple(
                Line(f"{line.code}. {line.label}", _line_words(line))
                for line in lines
                if line.met is not Met.EXEMPT
            ),
        )
        for group, met, lines in outcome.groups
        if met is not Met.EXEMPT
    )
    return RecordContent(
        letterhead=letterhead(issuer, assessment.year, "BC"),
        kind_name="Báo cáo",
        summary=f"Tự đánh giá {sought(assessment)} năm {assessment.year}",
        parts=(
            Part(
                paragraphs=(
                    f"Theo {edition.instrument}; số liệu từ 01/01/{assessment.year} đến 31/12/{assessment.year}.",
                )
            ),
            *groups,
        ),
        closing=f"Kết quả tự đánh giá: {_result_words(assessment, outcome)}",
        recipients=(assessment.receives,) if assessment.receives else (),
        signer=_head_signer(assessment),
        copies=("Như trên", "Lưu: VT"),
        sample_mark=edition.sample_mark,
    )


def summary(assessment: Assessment, issuer: Organisation, outcome: Outcome) -> RecordContent:
    """Bản tổng hợp kết quả: one table of what is asked and what was found."""
    return RecordContent(
        letterhead=letterhead(
            issuer,
            assessment.year,
            in_name_of=_sheet_of(assessment, issuer),
        ),
        kind_name="Bản tổng hợp kết quả",
        summary=f"Tự đánh giá {sought(assessment)} năm {assessment.year} của {assessment.subject_name}",
        parts=(
            Part(
                paragraphs=(f"Bộ tiêu chí: {assessment.edition.instrument}.",),
                checks=tuple(_checks(outcome)),
                check_heads=(
                    ("Mã", "Tiêu chí", "Điểm tối đa", "Điểm tự đánh giá", "Minh chứng")
                    if assessment.has_points
                    else ("Mã", "Chỉ tiêu đánh giá", "Yêu cầu", "Kết quả", "Đánh giá")
                ),
            ),
        ),
        closing=f"Kết quả: {_result_words(assessment, outcome)}",
        signer=_head_signer(assessment),
        left=Signer("Người tổng hợp"),
        signs_himself=bool(_sheet_of(assessment, issuer)),
        sample_mark=assessment.edition.sample_mark,
    )


def letter(assessment: Assessment, issuer: Organisation, road: FileRoad) -> RecordContent:
    """Tờ trình đề nghị công nhận."""
    enclosures = [
        words
        for code, words in (
            ("report", "Báo cáo tự đánh giá"),
            ("summary", "Bản tổng hợp kết quả"),
            ("minutes", "Biên bản họp tự đánh giá"),
            ("evidence", "Bảng kê minh chứng theo từng chỉ tiêu"),
        )
        if code in road.papers
    ]
    return RecordContent(
        letterhead=letterhead(issuer, assessment.year, "TTr"),
        kind_name="Tờ trình",
        summary=f"Về việc đề nghị đánh giá, công nhận {sought(assessment)} năm {assessment.year}",
        recipients=(assessment.receives,) if assessment.receives else ("",),
        parts=(
            Part(
                paragraphs=(
                    f"Căn cứ {assessment.edition.instrument};",
                    f"{issuer.name} đã tự đánh giá theo số liệu từ 01/01/{assessment.year} đến 31/12/{assessment.year}, họp ngày "
                    f"{format_date(assessment.met_on)} và thống nhất kết quả đạt.",
                )
            ),
            Part("Hồ sơ gửi kèm", paragraphs=tuple(f"- {words};" for words in enclosures)),
        ),
        closing=(
            f"{issuer.name} đề nghị {assessment.receives or 'cơ quan có thẩm quyền'} đánh giá, công nhận "
            f"{assessment.subject_name} đạt {sought(assessment)} năm {assessment.year}"
        ),
        signer=_head_signer(assessment),
        copies=("Như trên", "Lưu: VT"),
        sample_mark=assessment.edition.sample_mark,
    )


def proposal(assessment: Assessment, issuer: Organisation, outcome: Outcome, road: FileRoad) -> RecordContent:
    """Tờ trình of the association of the commune, about one clan, hamlet or unit of it."""
    met = f", họp ngày {format_date(assessment.met_on)} và thống nhất kết quả" if assessment.met_on else ""
    enclosures = [
        words
        for code, words in (
            ("minutes", "Biên bản họp tự đánh giá"),
            ("summary", "Bản tổng hợp kết quả"),
            ("evidence", "Bảng kê minh chứng theo từng tiêu chí"),
        )
        if code in road.papers and (code != "minutes" or assessment.met_on)
    ]
    where = "" if assessment.unit is None and assessment.clan is None else f", {assessment.place.title}"
    return RecordContent(
        letterhead=letterhead(issuer, assessment.year, "TTr"),
        kind_name="Tờ trình",
        summary=f"Về việc đề nghị công nhận {sought(assessment)} năm {assessment.year} đối với {assessment.subject_name}",
        recipients=(assessment.decides,) if assessment.decides else ("",),
        parts=(
            Part(
                paragraphs=(
                    f"Căn cứ {assessment.edition.instrument};",
                    f"{assessment.subject_name}{where} đã tự đánh giá theo bộ tiêu chí năm {assessment.year}{met}: "
                    f"{_result_words(assessment, outcome)}. {issuer.name} đã xem hồ sơ và minh chứng.",
                )
            ),
            Part("Hồ sơ gửi kèm", paragraphs=tuple(f"- {words};" for words in enclosures)),
        ),
        closing=(
            f"{issuer.name} đề nghị {assessment.decides or 'người có thẩm quyền'} công nhận {assessment.subject_name} đạt "
            f"{sought(assessment)} năm {assessment.year}"
        ),
        signer=Signer("Chủ tịch"),
        copies=("Như trên", "Lưu: VT"),
        sample_mark=assessment.edition.sample_mark,
    )


def evidence_list(
    assessment: Assessment, issuer: Organisation, outcome: Outcome, evidence: Iterable[AssessmentEvidence]
) -> RecordContent:
    """Bảng kê minh chứng: under each chỉ tiêu its pieces, in the order in which they lie in the folder."""
    by_line: dict[str, list[AssessmentEvidence]] = {}
    for one in evidence:
        by_line.setdefault(one.line, []).append(one)
    rows: list[CheckRow] = []
    for line in outcome.concerned:
        rows.append(CheckRow(line.code, line.label))
        for place, one in enumerate(by_line.get(line.code, []), start=1):
            piece = one.evidence
            rows.append(
                CheckRow(
                    f"{line.code}-{place:02}",
                    piece.text or piece.kind_label,
                    piece.kind_label,
                    format_date(one.attached_at.date()),
                    "có tệp" if piece.sha256 else "",
                )
            )
    return RecordContent(
        letterhead=letterhead(
            issuer,
            assessment.year,
            in_name_of=_sheet_of(assessment, issuer),
        ),
        kind_name="Bảng kê minh chứng",
        summary=f"Kèm theo hồ sơ đề nghị công nhận {sought(assessment)} năm {assessment.year} của {assessment.subject_name}",
        parts=(
            Part(checks=tuple(rows), check_heads=("Mã", "Chỉ tiêu, minh chứng", "Loại", "Ngày ghi", "Tệp")),
        ),
        closing=f"Bảng kê có {sum(len(pieces) for pieces in by_line.values())} minh chứng",
        signer=Signer("Người lập bảng"),
        signs_himself=bool(_sheet_of(assessment, issuer)),
        sample_mark=assessment.edition.sample_mark,
    )


def opinion(one: Opinion, issuer: Organisation) -> RecordContent:
    """Phiếu thẩm định of one member."""
    assessment, member = one.assessment, one.member
    return RecordContent(
        letterhead=letterhead(issuer, assessment.year, dated_on=one.given_on),
        kind_name="Phiếu thẩm định",
        summary=f"Hồ sơ đề nghị công nhận {sought(assessment)} năm {assessment.year} của {assessment.subject_name}",
        parts=(
            Part(
                lines=(
                    Line("Thành viên", f"{member.name}, {member.body}"),
                    Line("Trong hội đồng", member.get_duty_display()),
                    Line("Ý kiến", "Đồng ý công nhận" if one.agrees else "Không đồng ý công nhận"),
                    *(Line(f"Chỉ tiêu {line} không đạt", why) for line, why in one.failed),
                    *((Line("Ý kiến khác", one.remarks),) if one.remarks else ()),
                )
            ),
        ),
        closing="Phiếu gửi về thư ký hội đồng",
        signer=Signer(f"{member.get_duty_display()} hội đồng", member.name),
        left=Signer("" if member.duty == CouncilMember.Duty.SECRETARY else "Thư ký hội đồng"),
        signs_himself=True,
        sample_mark=assessment.edition.sample_mark,
    )


def council_minutes(
    council: Council,
    issuer: Organisation,
    members: Sequence[CouncilMember],
    concluded: Sequence[tuple[Assessment, int, int]],
) -> RecordContent:
    """`concluded`: files with how many members agreed and how many did not."""
    rows = tuple(
        CheckRow(
            str(place),
            assessment.subject_name,
            assessment.level_label or assessment.edition.name,
            f"{agreed} đồng ý, {against} không",
            "đề nghị công nhận" if assessment.concluded_ok else "không công nhận",
        )
        for place, (assessment, agreed, against) in enumerate(concluded, start=1)
    )
    refused = [
        Line(f"{assessment.subject_name}, chỉ tiêu {line}", why)
        for assessment, _, _ in concluded
        if not assessment.concluded_ok
        for line, why in assessment.refusal_reasons
    ]
    chair = next((one for one in members if one.duty == CouncilMember.Duty.CHAIR), None)
    secretary = next((one for one in members if one.duty == CouncilMember.Duty.SECRETARY), None)
    way = "Họp hội đồng" if council.manner == Council.Manner.MEETING else "Tổng hợp ý kiến bằng văn bản"
    return RecordContent(
        letterhead=letterhead(issuer, council.year, dated_on=council.met_on),
        kind_name="Biên bản",
        summary=f"{way} đánh giá hồ sơ “{council.title_name}” năm {council.year}",
        parts=(
            Part(
                "I. Thời gian, thành phần",
                lines=(
                    Line("Ngày", format_date(council.met_on)),
                    *((Line("Địa điểm", council.venue),) if council.venue else ()),
                    Line(
                        "Hội đồng",
                        f"Quyết định số {council.paper_number} ngày {format_date(council.paper_date)}",
                    ),
                    *(Line(f"{one.name}, {one.body}", one.get_duty_display()) for one in members),
                ),
            ),
            Part(
                "II. Kết quả",
                checks=rows,
                check_heads=("TT", "Hồ sơ", "Đề nghị", "Số phiếu", "Kết luận"),
            ),
            *((Part("III. Lý do không công nhận", lines=tuple(refused)),) if refused else ()),
        ),
        closing="Biên bản được đọc lại cho các thành viên cùng nghe và thống nhất",
        signer=Signer("Chủ tịch hội đồng", chair.name if chair else ""),
        left=Signer("Thư ký", secretary.name if secretary else ""),
    )


def decision(
    made: AssessmentDecision, issuer: Organisation, assessments: Sequence[Assessment], *, title: str
) -> DecisionContent:
    """Quyết định công nhận or thu hồi."""
    first = assessments[0]
    word = first.words.subject_word
    is_revoking = made.kind == AssessmentDecision.Kind.REVOKE
    act = "Thu hồi danh hiệu" if is_revoking else "Công nhận"
    bases = legal_bases(first.edition.instrument, first.authority_basis)
    bases.append(
        "Theo đề nghị của hội đồng đánh giá" if first.has_council else f"Theo đề nghị của {first.receives}"
    )
    return DecisionContent(
        letterhead=letterhead(issuer, made.year, "QĐ"),
        summary=title,
        authority=first.decides,
        legal_bases=tuple(bases),
        articles=(
            f"{act} “{first.title_name}” năm {made.year} "
            f"{'của' if is_revoking else 'đối với'} {len(assessments)} {word} (có danh sách kèm theo).",
            _holds_words(first, made.year)
            if not is_revoking
            else "Các nội dung khác của quyết định đã công nhận giữ nguyên.",
            f"Quyết định này có hiệu lực kể từ ngày ký. Các cơ quan, {word} có tên trong danh sách chịu trách nhiệm thi hành Quyết định này.",
        ),
        copies=("Như Điều 3", "Lưu: VT"),
        signer=Signer(title_of(first.decides)),
        annex_name=f"Danh sách {word} {'bị thu hồi' if is_revoking else 'được công nhận'} “{first.title_name}” năm {made.year}",
        issued_by=first.decides,
        annex_rows=tuple(
            AnnexRow(place, _annex_name(one), annex_detail(one))
            for place, one in enumerate(assessments, start=1)
        ),
        annex_heads=(first.words.name_word, "Mức độ, xếp loại"),
        unit=word,
        sample_mark=first.edition.sample_mark,
    )


_WRITTEN_OUT = {"TT": "Thông tư số", "QĐ": "Quyết định số"}


def legal_bases(instrument: str, basis: str) -> list[str]:
    """What a decision rests on, written out: the articles of one instrument stand with it, of others only what gives the power."""
    if not basis or basis.startswith("Theo "):
        return [f"Căn cứ {instrument}"]
    named = [
        found for part in basis.split(";") if (found := re.fullmatch(r"(\w+) (\S+), (Điều .+)", part.strip()))
    ]
    if own := next((found for found in named if found[2] in instrument), None):
        return [f"Căn cứ {own[3]} {instrument}"]
    first, _, rest = basis.partition(" ")
    return [f"Căn cứ {instrument}", f"Căn cứ {_WRITTEN_OUT.get(first, first)} {rest}"]


def _holds_words(assessment: Assessment, year: int) -> str:
    months = assessment.edition.valid_months
    if months is None:
        return f"Danh hiệu có giá trị trong năm {year}."
    return f"Kết quả công nhận có giá trị {months} tháng theo {assessment.edition.instrument}."


def refusal(made: AssessmentDecision, issuer: Organisation, assessment: Assessment) -> RecordContent:
    """Văn bản từ chối, with the reason of each chỉ tiêu."""
    lines = {criterion.code: criterion.label for criterion in assessment.edition.criteria.all()}
    return RecordContent(
        letterhead=letterhead(issuer, made.year, ""),
        kind_name="Thông báo",
        summary=f"Kết quả đánh giá hồ sơ đề nghị công nhận {sought(assessment)} năm {assessment.year}",
        recipients=(assessment.subject_name,),
        parts=(
            Part(
                paragraphs=(
                    f"{issuer.name} đã đánh giá hồ sơ của {assessment.subject_name} theo {assessment.edition.instrument}. Kết quả: chưa công nhận, "
                    "vì các chỉ tiêu sau chưa đạt:",
                ),
                lines=tuple(
                    Line(f"{code}. {lines.get(code, '')}", why) for code, why in assessment.refusal_reasons
                ),
            ),
        ),
        closing=f"Thông báo để {assessment.subject_name} biết",
        signer=Signer(title_of(assessment.decides)),
        copies=("Như trên", "Lưu: VT"),
        sample_mark=assessment.edition.sample_mark,
    )


def _annex_name(assessment: Assessment) -> str:
    """A clan or unit with the place where it is registered, where that is below the commune."""
    if (assessment.unit is None and assessment.clan is None) or assessment.place.level not in (
        Level.HAMLET,
        Level.GROUP,
    ):
        return assessment.subject_name
    return f"{assessment.subject_name}, {assessment.place.title}"


def annex_detail(assessment: Assessment) -> str:
    if assessment.has_points:
        grades = {row["code"]: row["label"] for row in assessment.edition.grades}
        return grades.get(assessment.concluded_level or assessment.grade, "đạt")
    levels = {row["code"]: row["label"] for row in assessment.edition.levels}
    return levels.get(assessment.concluded_level or assessment.level, "đạt")


def _result_words(assessment: Assessment, outcome: Outcome) -> str:
    if assessment.has_points:
        grade = f", xếp loại {outcome.grade_label}" if outcome.grade_label else ""
        return f"{format_number(outcome.total)} điểm{grade}: {'đạt' if outcome.reaches else 'chưa đạt'}"
    level = f" {assessment.level_label.lower()}" if assessment.level_label else ""
    return f"{outcome.met_count}/{len(outcome.concerned)} chỉ tiêu đạt: {'đạt' if outcome.reaches else 'chưa đạt'}{level}"


def _line_words(line: LineRow) -> str:
    found = "; ".join(part.found for part in line.parts if part.found)
    return f"{found}: {line.met.value}" if found else line.met.value


def _checks(outcome: Outcome) -> Iterable[CheckRow]:
    for group, _, lines in outcome.groups:
        shown = [line for line in lines if line.met is not Met.EXEMPT]
        if not shown:
            continue
        yield CheckRow("", group)
        for line in shown:
            for place, part in enumerate(line.parts):
                text = f"{line.label}: {part.label[:1].lower()}{part.label[1:]}" if part.label else line.label
                result = line.met.value if part.condition is not None else f"{line.evidence_count} minh chứng"
                yield CheckRow(
                    line.code if place == 0 else "",
                    text if place == 0 else part.label,
                    part.wanted,
                    part.found,
                    result if place == 0 else part.met.value,
                )
