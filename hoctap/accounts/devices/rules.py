"""How long a session lasts, and what a browser is called. Times are moments of the epoch in seconds."""

import re
from dataclasses import dataclass

_SYSTEMS = [
    (r"Android", "Android"),
    (r"iPhone|iPad", "iPhone, iPad"),
    (r"Windows", "Windows"),
    (r"Macintosh|Mac OS", "Mac"),
    (r"CrOS", "Chromebook"),
    (r"Linux", "Linux"),
]
_BROWSERS = [
    (r"coc_coc", "Cốc Cốc"),
    (r"Edg(e|A|iOS)?/", "Edge"),
    (r"OPR/|Opera", "Opera"),
    (r"SamsungBrowser", "Samsung Internet"),
    (r"Zalo", "Zalo"),
    (r"Firefox|FxiOS", "Firefox"),
    (r"Chrome|CriOS", "Chrome"),
    (r"Safari", "Safari"),
]


@dataclass(frozen=True)
class Limits:
    idle_seconds: int
    whole_seconds: int


def is_over(started_at: float, seen_at: float, now: float, limits: Limits) -> bool:
    """A session ends after some time without a request, and some time after signing in whatever was done.

    A time in the future was made by a clock set back: it ends too, it must not live longer than any.
    """
    idle, whole = now - seen_at, now - started_at
    return idle >= limits.idle_seconds or whole >= limits.whole_seconds or min(idle, whole) < -300


def device_label(user_agent: str) -> str:
    """'Chrome, Android' out of what a browser says of itself: enough to tell one's own machines apart, nothing to follow."""
    browser = next(
        (name for pattern, name in _BROWSERS if re.search(pattern, user_agent)), "Trình duyệt khác"
    )
    system = next((name for pattern, name in _SYSTEMS if re.search(pattern, user_agent)), "")
    return f"{browser}, {system}" if system else browser
