"""What materials hold about a person out of whose experience one comes: handed out on request, his name taken off on request.

What he told stays published where he agreed to it; without his name. Who wants it gone has the material withdrawn.
"""

from django.db.models import Q, QuerySet

from hoctap.core.text import without_accents
from hoctap.core.vietnamese import format_date
from hoctap.materials import listing
from hoctap.materials.models import MaterialVersion, VersionState
from hoctap.people.models import Person
from hoctap.people.registry import Erasure, ExportPart, PersonReference
from hoctap.people.subject_rules import ERASED_NAME

REFERENCES = (PersonReference(MaterialVersion, "contributor"),)


def contributions_of(person: Person, name: str) -> QuerySet[MaterialVersion]:
    """Chosen from the register, or of his commune and bearing his name."""
    typed = MaterialVersion.objects.filter(material__place__in=person.place_path, contributor__isnull=True)
    wanted = without_accents(name)
    same = [
        pk
        for pk, written in typed.exclude(contributor_name="").values_list("pk", "contributor_name")
        if without_accents(written) == wanted
    ]
    return MaterialVersion.objects.filter(Q(contributor=person) | Q(pk__in=same))


def contributions_of_person(person: Person) -> list[ExportPart]:
    rows = [
        {
            "Học liệu": f"{one.title}, bản {one.number}",
            "Tên đã ghi": one.contributor_name,
            "Đồng ý công bố ngày": format_date(one.consent_on) if one.consent_on else "",
            "Đồng ý bằng cách nào": one.consent_how,
            "Ghi tên trên trang công khai": "có" if one.is_credited else "không",
        }
        for one in contributions_of(person, person.full_name).order_by("made_at", "id")
    ]
    return [ExportPart("Học liệu đã đóng góp", rows)] if rows else []


def forget_person(erasure: Erasure) -> None:
    for version in contributions_of(erasure.person, erasure.name).select_related("material__place"):
        version.contributor_name, version.is_credited = ERASED_NAME, False
        if version.consent_how:
            version.consent_how = version.consent_how.replace(erasure.name, ERASED_NAME)[:200]
        version.author = version.author.replace(erasure.name, ERASED_NAME)[:200]
        version.save(update_fields=["contributor_name", "is_credited", "consent_how", "author"])
        if version.state == VersionState.PUBLISHED:
            listing.refresh(version.material)


STAYS = "Học liệu đã đóng góp: nội dung đã đồng ý công bố còn lại, không còn họ tên. Muốn gỡ cả nội dung thì xã rút học liệu."
