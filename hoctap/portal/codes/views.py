"""With the code that one got: how it stands, and taking it back."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from hoctap.core.http import Request
from hoctap.core.refusals import Refused
from hoctap.portal import pages
from hoctap.portal.books.actions import cancel_hold
from hoctap.portal.classes.actions import cancel_sign_up
from hoctap.portal.codes.queries import told_of
from hoctap.portal.models import Door
from hoctap.portal.pages import through_door
from hoctap.portal.parts import Part


@never_cache
@require_GET
@through_door(Part.SIGNUPS, Part.HOLDS, Part.REQUESTS)
def door_code(request: Request, door: Door) -> HttpResponse:
    """Xem lại bằng mã: đăng ký lớp, đặt sách, yêu cầu đến đâu. OPEN: tells the state of what the code stands for, no name."""
    typed = request.GET.get("code", "")[:30]
    values = {
        "door": door,
        "typed": typed,
        "told": told_of(door, typed) if typed else None,
        "is_new": request.GET.get("new") == "1",
    }
    return render(request, "portal/door_code.html", values)


@never_cache
@require_POST
@through_door(Part.SIGNUPS, Part.HOLDS)
def door_code_cancel(request: Request, door: Door) -> HttpResponse:
    """Hủy đăng ký, hủy đặt sách bằng mã. OPEN: whoever holds the code."""
    typed = request.POST.get("code", "")[:30]
    told = told_of(door, typed)
    if told is None or told.kind not in ("signup", "hold"):
        raise Http404
    try:
        if told.kind == "signup":
            cancel_sign_up(told.row, by=pages.code_holder(told.row))
        else:
            cancel_hold(told.row, by=pages.code_holder(told.row))
    except Refused:
        pass  # sent twice, or answered meanwhile: the page tells how it stands
    return redirect(reverse("door_code", kwargs={"door": door.slug}, query={"code": told.row.code}))
