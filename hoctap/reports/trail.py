"""How reports are called in the trail."""

from django.urls import reverse

from hoctap.audit.registry import rows_named
from hoctap.reports.models import ForeignForm, PublicFigures, PublicPlace, Report, SavedTable, TableExport

REPORT = rows_named(
    "Báo cáo",
    lambda actor: Report.objects.visible_to(actor),
    lambda row: f"{row.get_kind_display()} năm {row.year}, bản {row.version}",
    lambda row: reverse("report_detail", args=[row.pk]),
)
FOREIGN_FORM = rows_named(
    "Biểu Excel của cấp trên",
    lambda actor: ForeignForm.objects.visible_to(actor),
    lambda row: row.name,
    lambda row: reverse("foreign_detail", args=[row.pk]),
)
SAVED_TABLE = rows_named(
    "Bảng đã lưu",
    lambda actor: SavedTable.objects.visible_to(actor),
    lambda row: row.name,
    lambda row: reverse("savedtable_detail", args=[row.pk]),
)

TABLE_EXPORT = rows_named(
    "Tệp danh sách",
    lambda actor: TableExport.objects.visible_to(actor),
    lambda row: row.title,
    lambda row: reverse("tableexport_detail", args=[row.pk]),
)

PUBLIC_PLACE = rows_named(
    "Trang công khai",
    lambda actor: PublicPlace.objects.select_related("place"),
    lambda row: row.place.title,
    lambda row: reverse("public_detail", args=[row.place_id]) if row.off_at is None else "",
)
PUBLIC_FIGURES = rows_named(
    "Số liệu công khai",
    lambda actor: PublicFigures.objects.select_related("place").defer("content"),
    lambda row: f"{row.place.title}, năm {row.year}",
)
