"""What a stock-taking looks for."""

from django.db.models import QuerySet

from hoctap.libraries.models import Copy, Library, Loan


def expected_at(library: Library) -> QuerySet[Copy]:
    """Copies that should stand there: its own that no rotation took away, others' that one brought; not those at home with a reader."""
    return Copy.objects.held().standing_at(library).exclude(pk__in=Loan.objects.open().values("copy"))
