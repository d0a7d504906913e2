"""Where links of earlier messages lead."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.recognition.links import review_of
from hoctap.recognition.views.found import find_hamlet, find_season


@require_GET
@requires(Permission.DOSSIER_REVIEW)
def review_list(request: Request, pk: UUID, hamlet_pk: UUID) -> HttpResponse:
    """Danh sách một ấp đề nghị: mở hàng đợi xét, lọc theo ấp"""
    season = find_season(request, pk)
    hamlet = find_hamlet(request, season, hamlet_pk, Permission.DOSSIER_REVIEW)
    return redirect(review_of(season.pk, hamlet.pk))
