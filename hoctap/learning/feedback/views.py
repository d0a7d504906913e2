"""The screen on which slips are counted."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from hoctap.accounts.context import where
from hoctap.core.forms import posted
from hoctap.core.http import Request, requires, way_back
from hoctap.core.permissions import Permission
from hoctap.learning.feedback import actions
from hoctap.learning.feedback.forms import FeedbackForm
from hoctap.learning.models import Session, SessionFeedback
from hoctap.people.pages import carried_out, form_page


@require_http_methods(["GET", "POST"])
@requires(Permission.ATTENDANCE_TAKE)
def feedback_edit(request: Request, pk: UUID) -> HttpResponse:
    """Phiếu hài lòng sau một buổi"""
    rows = Session.objects.visible_to(request.actor).select_related("activity__place")
    session = get_object_or_404(rows, pk=pk)
    if not request.actor.may(Permission.ATTENDANCE_TAKE, at=session):
        raise Http404
    row = SessionFeedback.objects.filter(session=session).first()
    form = FeedbackForm(posted(request), row=row)
    if carried_out(form, lambda _typed: actions.record_feedback(session, form.marks(), by=request.actor)):
        messages.success(request, f"Đã ghi {form.marks().slips} phiếu.")
        return redirect(way_back(request, request.path))
    return form_page(
        request,
        "learning/feedback_edit.html",
        form,
        session=session,
        row=row,
        where=where(request, place=session.activity.place),
    )
