"""A signed paper for somebody without an account: given, taken back, opened."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core import files
from hoctap.core.actor import Actor
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, download, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.papers import actions, queries
from hoctap.papers.forms import LinkForm
from hoctap.papers.models import Paper, PaperLink

# Who holds a link is whoever it was passed on to.
HOLDER = Actor(name="Người có liên kết")


@require_http_methods(["GET", "POST"])
@requires(Permission.PAPER_FILE)
@never_cache
@once
def paper_link_new(request: Request, pk: UUID) -> HttpResponse:
    """The link is shown once, in the answer to the form."""
    paper = get_object_or_404(
        Paper.objects.visible_to(request.actor).select_related("place", "issuer"), pk=pk
    )
    form = LinkForm(posted(request))
    given, address = None, ""
    if request.method == "POST" and form.is_valid():
        try:
            given = actions.give_link(
                paper,
                made_for=form.cleaned_data["made_for"],
                days=form.cleaned_data["days"],
                by=request.actor,
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            address = request.build_absolute_uri(reverse("paper_link_open", args=[given.token]))
    values = {
        "paper": paper,
        "form": form,
        "given": given.link if given else None,
        "address": address,
        "where": where(request, place=paper.place, year=paper.year),
    }
    return render(request, "papers/paper_link_new.html", values, status=422 if form.errors else 200)


@require_POST
@requires(Permission.PAPER_FILE)
def paper_link_revoke(request: Request, pk: UUID) -> HttpResponse:
    papers = Paper.objects.visible_to(request.actor)
    link = get_object_or_404(PaperLink.objects.select_related("paper__place").filter(paper__in=papers), pk=pk)
    actions.revoke_link(link, by=request.actor)
    messages.success(request, "Đã thu hồi liên kết: từ giờ không ai mở được bằng liên kết này.")
    return redirect("paper_detail", link.paper_id)


@require_GET
@never_cache
def paper_link_open(request: Request, token: str) -> HttpResponse:
    """OPEN to whoever has the link: which paper it is, before anything is taken. A dead link and a wrong one look the same."""
    link = queries.live_link(token)
    values = {"link": link, "token": token}
    return render(request, "papers/paper_link_open.html", values, status=200 if link else 404)


@require_GET
@never_cache
def paper_link_file(request: Request, token: str) -> HttpResponse:
    """OPEN to whoever has the link: the signed paper itself."""
    link = queries.live_link(token)
    given = queries.file_to_give(link.paper) if link else None
    if link is None or given is None:
        return redirect("paper_link_open", token)  # which says that it opens nothing
    actions.note_opening(link, by=HOLDER)
    return download(files.read(given.sha256), given.media_type, given.name)
