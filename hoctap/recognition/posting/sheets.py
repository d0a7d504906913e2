"""What the list would say if it were printed now: compared with the signed sheet before it is filed."""

from hoctap.core import reading
from hoctap.papers.content import PaperContent, PostingListContent
from hoctap.papers.models import Paper
from hoctap.recognition.posting import contents
from hoctap.recognition.posting.models import PublicPosting


def posting_list_now(paper: Paper, printed: PaperContent) -> PaperContent | None:
    posting = (
        PublicPosting.objects.select_related("round__edition", "round__place", "hamlet", "paper__issuer")
        .filter(paper=paper)
        .first()
    )
    if posting is None or not isinstance(printed, PostingListContent):
        return None
    with reading.not_shown():
        listed = list(
            posting.dossiers.select_related("household__head", "person", "hamlet").order_by(
                "hamlet__sort_key", "sort_key", "pk"
            )
        )
    return contents.posting_list(posting, posting.paper.issuer, listed)
