"""`hoctap import households FILE --place CODE`: a household list enters the register, whole or not at all."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from hoctap.core.actor import system_job
from hoctap.core.dates import today
from hoctap.people import actions
from hoctap.people.models import ImportRun
from hoctap.people.queries import ImportPreview, preview_of
from hoctap.places.commands import add_place_options, as_json, one_sentence, place_of
from hoctap.places.models import Place


class Command(BaseCommand):
    help = "Nhập danh sách từ tệp vào sổ."

    def add_arguments(self, parser: CommandParser) -> None:
        commands = parser.add_subparsers(dest="what", required=True, metavar="households")
        households = commands.add_parser(
            "households", help="nhập danh sách hộ gia đình (.xlsx, tên cột ở hàng 1)"
        )
        households.add_argument("file", metavar="FILE", type=Path)
        add_place_options(households)
        households.add_argument("--dry-run", action="store_true", help="chỉ xem trước, không ghi gì")
        households.add_argument(
            "--skip-faulty", action="store_true", help="nhập các dòng đúng, bỏ lại các dòng lỗi"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        by = system_job("dòng lệnh")
        try:
            content = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(f"Không đọc được tệp {options['file']}: {error.strerror}.") from error
        with one_sentence(), transaction.atomic():
            commune = place_of(options)
            year = options["year"] or (options["on"] or today()).year
            run = actions.preview_import(commune, year, options["file"].name, content, by=by)
            preview = preview_of(run)
            held = bool(preview.faulty) and not options["skip_faulty"]
            if options["dry_run"] or held:
                created = 0
                transaction.set_rollback(True)
            else:
                created = actions.apply_import(run, by=by, leave_faulty=options["skip_faulty"])
        self._say(commune, run, preview, created, options)
        if held:
            raise CommandError(
                f"{len(preview.faulty)} dòng lỗi, chưa nhập hộ nào. "
                "Hãy sửa tệp, hoặc thêm --skip-faulty để bỏ lại các dòng lỗi."
            )

    def _say(
        self, commune: Place, run: ImportRun, preview: ImportPreview, created: int, options: dict[str, Any]
    ) -> None:
        if options["json"]:
            self.stdout.write(
                as_json(
                    {
                        "place": {"id": str(commune.pk), "code": commune.code, "name": commune.full_name},
                        "year": run.year,
                        "dry_run": options["dry_run"],
                        "rows": preview.total,
                        "good": len(preview.good),
                        "already": len(preview.already),
                        "faulty": len(preview.faulty),
                        "created": created,
                        "by_hamlet": dict(preview.by_hamlet),
                        "dropped_columns": preview.dropped_columns,
                        "unknown_columns": preview.unknown_columns,
                        "faults": [
                            {"row": fault.row, "column": fault.label, "what": fault.what, "cure": fault.cure}
                            for fault in preview.faults
                        ],
                    }
                )
            )
            return
        self.stdout.write(f"{commune.title}, năm {run.year}: {preview.total} dòng")
        self.stdout.write(
            f"  đúng {len(preview.good)}, đã có trong sổ {len(preview.already)}, lỗi {len(preview.faulty)}"
        )
        for hamlet, count in preview.by_hamlet:
            self.stdout.write(f"  {hamlet}: {count}")
        if preview.dropped_columns:
            self.stdout.write(f"  Cột không giữ (dữ liệu cá nhân): {', '.join(preview.dropped_columns)}")
        if preview.unknown_columns:
            self.stdout.write(f"  Cột không dùng: {', '.join(preview.unknown_columns)}")
        for fault in preview.faults:
            self.stdout.write(f"  Dòng {fault.row}, {fault.label}: {fault.what} {fault.cure}")
        self.stdout.write("Xem trước, chưa ghi gì." if options["dry_run"] else f"Đã nhập {created} hộ.")
