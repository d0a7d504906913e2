"""How persons and households are called in the trail: asked when it is read, so that who was erased has no name there either."""

from django.urls import reverse

from hoctap.audit.registry import SubjectKind, rows_named
from hoctap.core.permissions import Permission
from hoctap.people.models import Clan, DataBasis, Household, ImportRun, Person, SubjectRequest, WorkUnit

GONE = "đã xóa"


def _name(person: Person) -> str:
    return GONE if person.erased_on else person.full_name


SUBJECTS: dict[str, SubjectKind] = {
    "people.person": rows_named(
        "Người",
        lambda actor: Person.objects.visible_to(actor),
        _name,
        lambda row: reverse("person_detail", args=[row.pk]),
    ),
    "people.household": rows_named(
        "Hộ",
        lambda actor: Household.objects.visible_to(actor).select_related("head"),
        lambda row: f"hộ {_name(row.head)}",
        lambda row: reverse("household_detail", args=[row.pk]),
    ),
    "people.clan": rows_named(
        "Dòng họ",
        lambda actor: Clan.objects.visible_to(actor),
        lambda row: row.name,
        lambda row: reverse("clan_detail", args=[row.pk]),
    ),
    "people.workunit": rows_named(
        "Đơn vị",
        lambda actor: WorkUnit.objects.visible_to(actor),
        lambda row: row.name,
        lambda row: reverse("unit_detail", args=[row.pk]),
    ),
    "people.importrun": rows_named(
        "Danh sách nhập từ tệp",
        lambda actor: ImportRun.objects.visible_to(actor),
        lambda row: f"danh sách năm {row.year}",
        lambda row: reverse("import_detail", args=[row.pk]),
    ),
    "people.subjectrequest": rows_named(
        "Yêu cầu về dữ liệu",
        lambda actor: (
            SubjectRequest.objects.visible_to(actor)
            if actor.may_anywhere(Permission.SUBJECT_REQUEST)
            else SubjectRequest.objects.none()
        ).select_related("person"),
        lambda row: f"yêu cầu của {_name(row.person)}",
        lambda row: reverse("request_detail", args=[row.pk]),
    ),
    "people.databasis": rows_named(
        "Căn cứ, ý kiến về dữ liệu",
        lambda actor: DataBasis.objects.visible_to(actor).select_related("person"),
        lambda row: f"ý kiến của {_name(row.person)}" if row.person else row.get_purpose_display(),
        lambda row: reverse("basis_detail", args=[row.pk]),
    ),
}
