"""Photos that a script sends one by one (`frontend/js/30-photos.js`): what it is answered, so that it knows which to keep.

A browser without the script sends the form and gets pages.
"""

from django import forms
from django.http import HttpRequest, JsonResponse

HEADER = "X-Hoctap-Photo"


def is_one_by_one(request: HttpRequest) -> bool:
    return HEADER in request.headers


def took_one() -> JsonResponse:
    return JsonResponse({"taken": True})


def refused_one(form: forms.BaseForm) -> JsonResponse:
    """For good: sending the same again would be refused again, so the person must see why."""
    reasons = [str(text) for texts in form.errors.values() for text in texts]
    return JsonResponse({"taken": False, "reasons": reasons}, status=422)
