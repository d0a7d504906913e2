"""Vietnamese, and English below /en/: the address says it, so that a page reads the same without cookies and in a cache."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

ENGLISH = "/en/"


class LanguageMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(ENGLISH):
            return self.get_response(request)
        with translation.override("en"):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", "en")
        return response


def other_language(path: str) -> str:
    """The same page in the other language."""
    return path[len(ENGLISH) - 1 :] if path.startswith(ENGLISH) else ENGLISH + path.lstrip("/")
