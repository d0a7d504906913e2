"""A form that is sent twice is done once.

The answer of a saved form can get lost: the network, a restart of the server, a second press of the button. Whoever sends the
same form again (same key, same person, same address, same content) gets the first answer's page and nothing is added. The
key is kept in the transaction of the change itself, so there is no moment in which one is there without the other; who sends at
the same time waits for the first. A refused form leaves no key. See ADR 0025.
"""

import datetime as dt
import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import time_format

from hoctap.audit.models import SentForm
from hoctap.audit.written import rows_written
from hoctap.core.form_key import FIELD, LONGEST

KEPT = dt.timedelta(days=7)
type View = Callable[..., HttpResponse]


def once(view: View) -> View:
    """For views that add something. Innermost: whoever may not do it is turned away before."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = request.POST.get(FIELD, "") if request.method == "POST" else ""
        if not key or len(key) > LONGEST:
            return view(request, *args, **kwargs)
        with transaction.atomic():
            sent, is_first = SentForm.objects.get_or_create(digest=digest_of(request, key))
            if not is_first:
                return _again(request, sent)
            before = rows_written()
            response = view(request, *args, **kwargs)
            # Refused, or shown for a last look: nothing was done yet, and the same may be sent again.
            shown_only = response.status_code == 200 and rows_written() == before
            if response.status_code >= 400 or shown_only:
                sent.delete()
            elif isinstance(response, HttpResponseRedirect):
                sent.location = response.url
                sent.save(update_fields=["location"])
            return response

    wrapper.is_done_once = True  # type: ignore[attr-defined]
    return wrapper


def digest_of(request: HttpRequest, key: str) -> str:
    """Who sent what where: corrected and sent again it is another form. Only a hash is kept, nothing of what was typed."""
    told = hashlib.sha256()
    user = getattr(request, "user", None)
    for part in (str(getattr(user, "pk", "")), request.path, key):
        told.update(part.encode() + b"\0")
    for name in sorted(request.POST):
        if name != "csrfmiddlewaretoken":
            for value in request.POST.getlist(name):
                told.update(f"{name}={value}".encode() + b"\0")
    for name in sorted(request.FILES):
        for file in request.FILES.getlist(name):
            told.update(f"{name}:{file.name}".encode() + b"\0")
            for chunk in file.chunks():
                told.update(chunk)
            file.seek(0)
    return told.hexdigest()


def drop_old() -> int:
    """A form that lay open for a week is shown anew anyway."""
    return SentForm.objects.filter(at__lt=timezone.now() - KEPT).delete()[0]


def _again(request: HttpRequest, sent: SentForm) -> HttpResponse:
    at = time_format(timezone.localtime(sent.at), "H:i")
    if not sent.location:
        return render(request, "audit/sent_before.html", {"at": at})
    messages.info(request, f"Việc này đã ghi lúc {at}, ở lần gửi trước. Không ghi thêm lần nữa.")
    return redirect(sent.location)
