from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hoctap.core.http import Request, signed_in
from hoctap.home import queries


@require_GET
@signed_in
def home(request: Request) -> HttpResponse:
    """Việc của tôi"""
    return render(request, "home/home.html", {"page": queries.home_page(request.actor)})
