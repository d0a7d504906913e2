"""One person's data as a .zip: du-lieu.json for machines, du-lieu.html to read and print."""

import io
import json
import zipfile

from django.template.loader import render_to_string

from hoctap.core.dates import today
from hoctap.people.models import Person
from hoctap.people.registry import ExportPart


def as_zip(person: Person, parts: list[ExportPart]) -> bytes:
    values = {
        "ho_ten": person.full_name,
        "ngay": today().isoformat(),
        "phan": [{"ten": part.title, "dong": part.rows} for part in parts],
    }
    page = render_to_string("people/_export.html", {"person": person, "parts": parts, "on": today()})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("du-lieu.json", json.dumps(values, ensure_ascii=False, indent=2))
        archive.writestr("du-lieu.html", page)
    return out.getvalue()
