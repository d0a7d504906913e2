"""How the trail calls what this app keeps."""

from django.urls import reverse

from hoctap.audit.registry import SubjectKind, rows_named
from hoctap.materials.models import Handout, Material, MaterialVersion

SUBJECTS: dict[str, SubjectKind] = {
    "materials.material": rows_named(
        "Học liệu",
        lambda actor: Material.objects.visible_to(actor).select_related("current"),
        str,
        lambda row: reverse("material_detail", args=[row.pk]),
    ),
    "materials.materialversion": rows_named(
        "Bản của học liệu",
        lambda actor: MaterialVersion.objects.visible_to(actor),
        lambda row: f"{row.title}, bản {row.number}",
        lambda row: reverse("material_detail", args=[row.material_id]),
    ),
    "materials.handout": rows_named(
        "Bản in học liệu đã phát",
        lambda actor: Handout.objects.visible_to(actor).select_related("material__current"),
        str,
        lambda row: reverse("handout_list"),
    ),
}
