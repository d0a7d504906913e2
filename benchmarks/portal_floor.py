"""Settings of a server that answers the public door from the same rows through an empty template: what a page costs before it is drawn."""

from hoctap.settings import *  # noqa: F403
from hoctap.settings import TEMPLATES as DRAWN

_EMPTY = {
    f"portal/door_{name}.html": "<html></html>" for name in ("detail", "classes", "books", "honours", "data")
}
TEMPLATES = [
    {
        **DRAWN[0],
        "APP_DIRS": False,
        "OPTIONS": {
            **DRAWN[0]["OPTIONS"],
            "loaders": [("django.template.loaders.locmem.Loader", _EMPTY)],
        },
    }
]
