"""What the list says that hangs: the head of the household or the citizen, and the ấp. Nothing else."""

from collections.abc import Sequence

from hoctap.core.vietnamese import format_date
from hoctap.papers.content import AnnexRow, Letterhead, PostingListContent, Signer
from hoctap.places.models import Organisation
from hoctap.recognition.models import Dossier
from hoctap.recognition.posting.models import PublicPosting


def posting_list(
    posting: PublicPosting, association: Organisation, dossiers: Sequence[Dossier]
) -> PostingListContent:
    season = posting.round
    title = season.title_name
    until = f"Niêm yết từ ngày {format_date(posting.from_on)} đến hết ngày {format_date(posting.last_day)}"
    if posting.day_kind:
        until += f" ({posting.days_words})"
    return PostingListContent(
        letterhead=Letterhead(
            parent_name=association.parent_name,
            issuer_name=association.name,
            place_name=season.place.name,
            year=season.year,
        ),
        summary=f"{season.subject_phrase.capitalize()} được đề nghị công nhận danh hiệu “{title}” năm {season.year}",
        introduction=(f"{until}, tại: {posting.venue_words}.",),
        rows=tuple(
            AnnexRow(position, dossier.subject_name, dossier.hamlet.full_name)
            for position, dossier in enumerate(dossiers, start=1)
        ),
        closing=(
            f"Ai có ý kiến về danh sách này thì gửi phản ánh, kiến nghị đến {association.name} trước khi hết thời gian "
            "niêm yết. Tên người phản ánh được giữ kín.",
        ),
        signer=Signer("Chủ tịch"),
        unit=season.subject_word,
        sample_mark=season.edition.sample_mark,
    )
