"""What is on near me, and signing up for it."""

from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from hoctap.audit.once import once
from hoctap.core.http import Request
from hoctap.places.queries import hamlets_of
from hoctap.portal import pages
from hoctap.portal.classes import actions, feeds, queries
from hoctap.portal.doors.queries import notice_of
from hoctap.portal.models import Door, SignUp
from hoctap.portal.outside_forms import SignUpForm
from hoctap.portal.pages import may_be_kept, through_door
from hoctap.portal.parts import Part
from hoctap.surveys.answering.pages import TRAP
from hoctap.surveys.answering.rules import Sending


@require_GET
@through_door(Part.CLASSES)
def door_classes(request: Request, door: Door) -> HttpResponse:
    """Lớp, buổi trong 30 ngày tới, theo ấp. OPEN: planned activities of the commune, nobody is named."""
    hamlets = hamlets_of(door.place)
    chosen = next((one for one in hamlets if str(one.pk) == request.GET.get("hamlet")), None)
    rows = queries.coming(door, hamlet=chosen.pk if chosen else None)
    values = {
        "door": door,
        "days": queries.by_day(rows),
        "hamlets": hamlets,
        "chosen": chosen,
        "count": len(rows),
    }
    return may_be_kept(render(request, "portal/door_classes.html", values))


@require_GET
@through_door(Part.CLASSES)
def door_classes_ics(request: Request, door: Door) -> HttpResponse:
    """Lịch lớp sắp tới để thêm vào điện thoại (iCalendar). OPEN: as the page of classes."""
    text = feeds.calendar(door, queries.coming(door), host=request.get_host())
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="lich-{door.slug}.ics"'
    return may_be_kept(response)


@require_GET
@through_door(Part.CLASSES)
def door_classes_rss(request: Request, door: Door) -> HttpResponse:
    """Tin lớp sắp tới (RSS). OPEN: as the page of classes."""
    text = feeds.feed(door, queries.coming(door), request)
    return may_be_kept(HttpResponse(text, content_type="application/rss+xml; charset=utf-8"))


@require_GET
@through_door(Part.CLASSES)
def door_class(request: Request, door: Door, pk: UUID) -> HttpResponse:
    """Một lớp: buổi nào, ở đâu, còn chỗ không. OPEN: nobody is named, also not who teaches."""
    page = queries.class_page(door, pk)
    if page is None:
        raise Http404
    values = {"door": door, "page": page, "takes_names": page.first.takes_names and door.shows(Part.SIGNUPS)}
    return may_be_kept(render(request, "portal/door_class.html", values))


@never_cache
@require_http_methods(["GET", "POST"])
@through_door(Part.SIGNUPS)
@once
def door_signup(request: Request, door: Door, pk: UUID) -> HttpResponse:
    """Đăng ký dự một lớp, không cần tài khoản. OPEN: what is sent is seen by the centre alone."""
    page = queries.class_page(door, pk)
    class_door = page.first.class_door if page else None
    if page is None or class_door is None or not class_door.asks:
        raise Http404
    hamlets = hamlets_of(door.place) if class_door.asks != "count" else []

    def act(form: forms.Form, sending: Sending) -> SignUp | None:
        assert isinstance(form, SignUpForm)
        return actions.sign_up(
            class_door,
            form.details(),
            door=door,
            hamlet=form.cleaned_data.get("hamlet"),
            agrees=form.cleaned_data.get("agrees", False),
            sending=sending,
            by=pages.holder_of(door),
        )

    outcome = pages.sent_from_outside(
        request,
        lambda post: SignUpForm(post, asks=class_door.asks, hamlets=hamlets),
        recent=lambda since: SignUp.objects.filter(class_door=class_door, made_at__gt=since),
        act=act,
    )
    if outcome.is_stale:
        return redirect("door_signup", door=door.slug, pk=pk)
    if outcome.is_done:
        return pages.receipt(door, outcome.made)
    values = {
        **{"door": door, "page": page, "form": outcome.form, "ticket": outcome.ticket, "trap": TRAP},
        "notice": notice_of(door.place) if class_door.asks != "count" else None,
        "class_door": class_door,
    }
    return render(request, "portal/door_signup.html", values, status=422 if outcome.form.errors else 200)
