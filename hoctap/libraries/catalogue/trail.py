"""How the trail calls what the catalogue keeps."""

from django.urls import reverse

from hoctap.audit.registry import SubjectKind, rows_named
from hoctap.libraries.models import CatalogueImport, Copy, StockTake, Title

SUBJECTS: dict[str, SubjectKind] = {
    "libraries.title": rows_named(
        "Đầu sách",
        lambda actor: Title.objects.visible_to(actor),
        str,
        lambda row: reverse("title_detail", args=[row.pk]),
    ),
    "libraries.copy": rows_named(
        "Bản sách",
        lambda actor: Copy.objects.visible_to(actor).select_related("title"),
        lambda row: f"{row.code}, {row.title.name}",
        lambda row: reverse("title_detail", args=[row.title_id]),
    ),
    "libraries.catalogueimport": rows_named(
        "Danh sách sách nhập vào",
        lambda actor: CatalogueImport.objects.visible_to(actor),
        str,
        lambda row: reverse("catalogueimport_detail", args=[row.pk]),
    ),
    "libraries.stocktake": rows_named(
        "Đợt kiểm kê sách",
        lambda actor: StockTake.objects.visible_to(actor).select_related("library"),
        lambda row: f"{row}, {row.library.name}",
        lambda row: reverse("stocktake_detail", args=[row.pk]),
    ),
}
