"""What a page may ask of the device: nothing, but for those that say so."""

from collections.abc import Callable
from functools import wraps

from django.http.response import HttpResponseBase

HEADER = "Permissions-Policy"
_FEATURES = (
    *("accelerometer", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope", "hid"),
    *("magnetometer", "microphone", "midi", "payment", "serial", "usb"),
)


def policy(*own: str) -> str:
    """`own`: what this site's own page may use, never another's inside it."""
    return ", ".join(f"{feature}=({'self' if feature in own else ''})" for feature in _FEATURES)


NOTHING = policy()
CAMERA = policy("camera")


def with_camera[**P, R: HttpResponseBase](view: Callable[P, R]) -> Callable[P, R]:
    """For pages with a field into which the phone's camera reads codes (`data-ht-scan`); what comes without one may use nothing."""

    @wraps(view)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        response = view(*args, **kwargs)
        if b"data-ht-scan" in getattr(response, "content", b""):
            response.headers[HEADER] = CAMERA
        return response

    return wrapper
