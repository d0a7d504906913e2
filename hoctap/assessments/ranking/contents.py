"""What the papers of a ranking say: phiếu tự đánh giá, biên bản kiểm tra, quyết định. Words of law are not copied."""

from collections.abc import Sequence
from decimal import Decimal

from hoctap.assessments.contents import legal_bases, letterhead, title_of
from hoctap.assessments.models import Inspection, InspectionMember, Ranking, RankingDecision
from hoctap.assessments.ranking.facts import FactGroup
from hoctap.assessments.ranking.judging import Judged, Points
from hoctap.core.vietnamese import format_date, format_number
from hoctap.papers.content import (
    AnnexRow,
    CheckRow,
    DecisionContent,
    Line,
    Part,
    RecordContent,
    Signer,
)
from hoctap.places.models import Organisation


def sheet(
    ranking: Ranking, issuer: Organisation, judged: Judged, facts: Sequence[FactGroup]
) -> RecordContent:
    """Phiếu tự đánh giá of the centre, with what the records give below the points."""
    rows: list[CheckRow] = []
    for group, lines in judged.groups:
        rows.append(CheckRow("", group))
        rows += [
            CheckRow(
                row.code,
                row.criterion.label,
                format_number(row.criterion.max_points),
                _points(row.line.self_points),
                "; ".join(
                    [*([row.line.basis] if row.line.basis else []), *(use.name for use in row.own_pieces)]
                ),
            )
            for row in lines
        ]
    remarks = tuple(line.strip() for line in ranking.remarks.splitlines() if line.strip())
    return RecordContent(
        letterhead=letterhead(issuer, ranking.year),
        kind_name="Phiếu tự đánh giá",
        summary=f"Tự đánh giá, xếp loại năm {ranking.year} của {ranking.centre.name}",
        parts=(
            Part(
                "I. Tự chấm điểm",
                paragraphs=(f"Theo {ranking.edition.instrument}.",),
                checks=tuple(rows),
                check_heads=("Mã", "Tiêu chí", "Tối đa", "Tự chấm", "Căn cứ, minh chứng"),
            ),
            Part(
                "II. Số liệu trong năm",
                lines=tuple(Line(fact.label, fact.value) for group in facts for fact in group.facts),
            ),
            Part("III. Tự nhận xét", paragraphs=remarks or ("Không có nhận xét thêm.",)),
            *(
                (
                    Part(
                        "IV. Ý kiến của Ủy ban nhân dân xã",
                        paragraphs=(ranking.confirmed_words or "Nhất trí với kết quả tự đánh giá.",),
                    ),
                )
                if ranking.confirmed_at
                else ()
            ),
        ),
        closing=f"Tự đánh giá: {_column_words(judged.own)}",
        signer=Signer("Giám đốc"),
        left=Signer("Xác nhận của UBND xã"),
        sample_mark=ranking.edition.sample_mark,
    )


def minutes(
    inspection: Inspection,
    ranking: Ranking,
    issuer: Organisation,
    judged: Judged,
    members: Sequence[InspectionMember],
) -> RecordContent:
    """Biên bản kiểm tra liên ngành."""
    rows: list[CheckRow] = []
    for group, lines in judged.groups:
        rows.append(CheckRow("", group))
        rows += [
            CheckRow(
                row.code,
                row.criterion.label,
                _points(row.line.self_points),
                _points(row.line.inspected_points),
                row.line.inspected_note,
            )
            for row in lines
        ]
    remarks = tuple(line.strip() for line in inspection.remarks.splitlines() if line.strip())
    set_up = (Line("Đoàn kiểm tra lập theo", _paper_words(inspection)),) if inspection.paper_number else ()
    return RecordContent(
        letterhead=letterhead(issuer, ranking.year, dated_on=inspection.held_on),
        kind_name="Biên bản",
        summary=f"Kiểm tra kết quả tự đánh giá năm {ranking.year} của {ranking.centre.name}",
        parts=(
            Part(
                "I. Thời gian, địa điểm, thành phần",
                lines=(
                    Line("Ngày kiểm tra", format_date(inspection.held_on)),
                    Line("Địa điểm", inspection.venue or ranking.centre.name),
                    *set_up,
                    *(Line(one.name, f"{one.body} ({one.get_side_display()})") for one in members),
                ),
            ),
            Part(
                "II. Kết quả kiểm tra",
                paragraphs=(f"Theo {ranking.edition.instrument}.",),
                checks=tuple(rows),
                check_heads=("Mã", "Tiêu chí", "Tự chấm", "Đoàn chấm", "Nhận xét"),
            ),
            Part("III. Nhận xét, kiến nghị", paragraphs=remarks or ("Không có kiến nghị khác.",)),
            Part(
                "IV. Đề nghị",
                lines=(
                    Line("Trung tâm tự đánh giá", _column_words(judged.own)),
                    Line("Đoàn kiểm tra", _column_words(judged.inspected)),
                    Line("Đề nghị xếp loại", ranking.proposed_label),
                    *((Line("Lý do", ranking.proposed_why),) if ranking.proposed_why else ()),
                ),
            ),
        ),
        closing="Biên bản được đọc lại cho các bên cùng nghe và thống nhất",
        signer=Signer("Trưởng đoàn", members[0].name if members else ""),
        left=Signer("Đại diện trung tâm"),
        sample_mark=ranking.edition.sample_mark,
    )


def decision(
    made: RankingDecision, issuer: Organisation, rankings: Sequence[Ranking], *, title: str
) -> DecisionContent:
    first = rankings[0]
    bases = legal_bases(first.edition.instrument, first.authority_basis)
    bases.append("Căn cứ kết quả kiểm tra liên ngành và đề nghị xếp loại")
    return DecisionContent(
        letterhead=letterhead(issuer, made.year, "QĐ"),
        summary=title,
        authority=first.decides,
        legal_bases=tuple(bases),
        articles=(
            f"Xếp loại năm {made.year} đối với {len(rankings)} trung tâm học tập cộng đồng (có danh sách kèm theo).",
            "Các trung tâm có tên trong danh sách khắc phục những mặt còn hạn chế ghi trong biên bản kiểm tra.",
            "Quyết định này có hiệu lực kể từ ngày ký. Các cơ quan, trung tâm có tên trong danh sách chịu trách nhiệm thi hành Quyết định này.",
        ),
        copies=("Như Điều 3", "Lưu: VT"),
        signer=Signer(title_of(first.decides)),
        annex_name=f"Danh sách xếp loại trung tâm học tập cộng đồng năm {made.year}",
        issued_by=first.decides,
        annex_rows=tuple(
            AnnexRow(place, f"{one.centre.name}, {one.place.title}", one.proposed_label)
            for place, one in enumerate(rankings, start=1)
        ),
        annex_heads=("Trung tâm", "Xếp loại"),
        unit="trung tâm",
        sample_mark=first.edition.sample_mark,
    )


def _paper_words(inspection: Inspection) -> str:
    day = f" ngày {format_date(inspection.paper_date)}" if inspection.paper_date else ""
    return f"Quyết định số {inspection.paper_number}{day}"


def _points(points: Decimal | None) -> str:
    return "" if points is None else format_number(points)


def _column_words(column: Points) -> str:
    if column.total is None:
        return f"chưa chấm {', '.join(column.missing)}"
    grade = f", {column.grade_label}" if column.grade_label else ", không đạt mức nào"
    return f"{format_number(column.total)} điểm{grade}"
