"""What the register's forms share: one page with one form, done or shown again with its reasons."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from hoctap.core.forms import add_reasons
from hoctap.core.http import Request
from hoctap.core.refusals import Refused


def carried_out(form: forms.Form, act: Callable[[dict[str, Any]], object]) -> bool:
    """Did the sent form lead to the change? If not, its reasons stand beside its fields."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        act(dict(form.cleaned_data))
    except Refused as refusal:
        add_reasons(form, refusal.reasons)
        return False
    return True


def form_page(request: Request, template: str, form: forms.Form, **values: object) -> HttpResponse:
    """The page of a form: 422 when it was sent and not taken."""
    return render(request, template, {"form": form, **values}, status=422 if form.errors else 200)
