"""How the trail says things, in Vietnamese: kinds of events, the parts of the house they belong to, pages with personal data.

Each app tells its own in a module `trail_words`: AREA and EVENTS (by the code of the event, which begins with the app's name) and
PAGES (by the name of the address). They are read in once all apps are there.
"""

from importlib import import_module

from django.apps import AppConfig, apps
from django.utils.module_loading import module_has_submodule

WORDS: dict[str, str] = {}
# What the first word of a code belongs to.
AREAS: dict[str, str] = {}
# What a page that shows personal data is called where people read who has seen their data.
PAGES: dict[str, str] = {}


def gather() -> None:
    for app in apps.get_app_configs():
        if app.module and module_has_submodule(app.module, "trail_words"):
            take(app, import_module(f"{app.name}.trail_words"))


def take(app: AppConfig, told: object) -> None:
    events: dict[str, str] = getattr(told, "EVENTS", {})
    pages: dict[str, str] = getattr(told, "PAGES", {})
    for code in events:
        if not code.startswith(f"{app.label}."):
            raise ValueError(f"{app.name}.trail_words tells of {code}, which is another app's")
    if twice := set(pages) & set(PAGES):
        raise ValueError(f"{app.name}.trail_words tells again of the pages {sorted(twice)}")
    WORDS.update(events)
    PAGES.update(pages)
    if events:
        AREAS[app.label] = told.AREA  # type: ignore[attr-defined]
