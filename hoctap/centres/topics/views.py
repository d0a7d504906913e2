"""Topics: the tree, a new one of one's own, one that is used no more."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.audit.once import once
from hoctap.centres.models import Topic
from hoctap.centres.topics import actions, queries
from hoctap.centres.topics.forms import TopicForm
from hoctap.core.forms import posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.people.pages import carried_out, form_page


@require_GET
@requires(Permission.CENTRE_READ)
def topic_list(request: Request) -> HttpResponse:
    """Lĩnh vực, chuyên đề"""
    values = {
        "fields": queries.tree_for(request.actor),
        "may_add": request.actor.may_anywhere(Permission.CENTRE_KEEP),
    }
    return render(request, "centres/topic_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.CENTRE_KEEP)
@once
def topic_new(request: Request) -> HttpResponse:
    """Thêm chuyên đề của xã"""
    places = queries.places_to_keep(request.actor)
    form = TopicForm(posted(request), places=places, initial={"parent": request.GET.get("parent", "")})

    def act(typed: dict[str, Any]) -> None:
        actions.add_topic(typed["place"], typed["parent"], typed["name"], by=request.actor)

    if carried_out(form, act):
        messages.success(request, "Đã thêm chuyên đề.")
        return redirect("topic_list")
    return form_page(request, "centres/topic_new.html", form)


@require_POST
@requires(Permission.CENTRE_KEEP)
def topic_drop(request: Request, pk: UUID) -> HttpResponse:
    topic = get_object_or_404(Topic.objects.visible_to(request.actor).select_related("place"), pk=pk)
    if topic.place is not None and not request.actor.may(Permission.CENTRE_KEEP, at=topic.place):
        raise Http404
    actions.drop_topic(topic, by=request.actor)
    messages.success(request, f"Thôi dùng chuyên đề “{topic.name}”. Hoạt động đã ghi vẫn giữ chuyên đề ấy.")
    return redirect("topic_list")
