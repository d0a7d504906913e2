from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hoctap.core.http import Request, requires, signed_in
from hoctap.core.permissions import Permission
from hoctap.home import queries, storage


@require_GET
@signed_in
def home(request: Request) -> HttpResponse:
    """Việc của tôi"""
    return render(request, "home/home.html", {"page": queries.home_page(request.actor)})


@require_GET
@requires(Permission.STORAGE_READ)
def storage_list(request: Request) -> HttpResponse:
    """Dung lượng lưu trữ tệp theo xã"""
    return render(request, "home/storage_list.html", {"table": storage.storage_table(request.actor)})
