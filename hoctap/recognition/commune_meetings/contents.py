"""The minutes of a meeting of the commune: who was there in which capacity, the numbers, what was agreed and what not."""

from collections import Counter
from collections.abc import Sequence

from hoctap.core.vietnamese import format_date
from hoctap.papers.content import Letterhead, Line, Part, RecordContent, Signer
from hoctap.places.models import Organisation
from hoctap.recognition.commune_meetings.models import CommuneException, CommuneMeeting
from hoctap.recognition.models import Dossier

# Under both, so that the names stand on one line.
BY_HAND = "(Ký, ghi rõ họ tên)"


def commune_minutes(
    meeting: CommuneMeeting,
    association: Organisation,
    agreed: Sequence[Dossier],
    exceptions: Sequence[CommuneException],
) -> RecordContent:
    """`agreed` and the dossiers of the exceptions are read with their hamlets."""
    season = meeting.round
    title, word = season.title_name, season.subject_word
    by_hamlet = Counter(one.hamlet.full_name for one in agreed)
    remarks = [line.strip() for line in meeting.remarks.splitlines() if line.strip()]
    results = [
        Line("Đưa ra xét", f"{meeting.listed_count} {word}"),
        Line("Thống nhất đề nghị", f"{len(agreed)} {word}"),
        *(Line(hamlet, f"{count} {word}") for hamlet, count in by_hamlet.items()),
        Line("Không thống nhất", f"{len(exceptions)} {word}"),
        Line(
            "Biểu quyết",
            f"{meeting.votes_for} thống nhất, {meeting.votes_against} không thống nhất, trong {meeting.present} người dự họp",
        ),
    ]
    return RecordContent(
        letterhead=Letterhead(
            parent_name=association.parent_name,
            issuer_name=association.name,
            place_name=season.place.name,
            year=season.year,
            dated_on=meeting.held_on,
        ),
        kind_name="Biên bản",
        summary=f"Họp xét đề nghị công nhận danh hiệu “{title}” năm {season.year} của {season.place.full_name}",
        parts=(
            Part(
                "I. Thời gian, địa điểm, thành phần",
                lines=(
                    Line("Ngày họp", format_date(meeting.held_on)),
                    Line("Địa điểm", meeting.venue),
                    Line("Chủ trì", meeting.chair),
                    Line("Thư ký", meeting.secretary),
                    *(Line(name, capacity) for name, capacity in meeting.members),
                ),
            ),
            Part("II. Ý kiến tại cuộc họp", paragraphs=tuple(remarks) or ("Không có ý kiến khác.",)),
            Part("III. Kết quả", lines=tuple(results)),
            *(
                (
                    Part(
                        "Hồ sơ cuộc họp không thống nhất",
                        lines=tuple(
                            Line(f"{one.dossier.subject_name}, {one.dossier.hamlet.full_name}", one.why)
                            for one in exceptions
                        ),
                    ),
                )
                if exceptions
                else ()
            ),
        ),
        signer=Signer("Chủ trì", meeting.chair, hint=BY_HAND),
        left=Signer("Thư ký", meeting.secretary, hint=BY_HAND),
        closing="Biên bản được đọc lại cho mọi người dự họp cùng nghe và thống nhất",
        sample_mark=season.edition.sample_mark,
    )
