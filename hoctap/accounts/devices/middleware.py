"""Hands a new known device its cookie."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from hoctap.accounts.devices import cookies


class DeviceMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if token := getattr(request, "new_device_token", ""):
            cookies.put(request, response, token)
        return response
