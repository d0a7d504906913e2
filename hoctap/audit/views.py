"""The trail on screen."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hoctap.audit import queries
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission


@require_GET
@requires(Permission.AUDIT_READ)
def event_list(request: Request) -> HttpResponse:
    """Nhật ký: ai đã làm gì, lúc nào"""
    events = queries.events_for(request.actor)
    who = request.GET.get("who", "").replace("\x00", "").strip()
    if who:
        events = events.filter(actor__icontains=who)
    page = Paginator(events, 50).get_page(request.GET.get("page"))
    entries = [queries.in_words(event) for event in page]
    return render(request, "audit/event_list.html", {"page": page, "entries": entries, "who": who})
