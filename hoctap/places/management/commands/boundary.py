"""`hoctap boundary draft|list|dry-run|assign|apply|undo`: record a change of boundaries on the server itself."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from hoctap.core.actor import Actor, command_line
from hoctap.core.vietnamese import format_number
from hoctap.places.boundaries import actions, queries
from hoctap.places.boundaries.queries import DryRun
from hoctap.places.catalogue import vn_date
from hoctap.places.commands import as_json, one_sentence
from hoctap.places.models import BoundaryChange, BoundaryState, Place
from hoctap.places.queries import resolve_code


class Command(BaseCommand):
    help = "Ghi việc sắp xếp đơn vị hành chính: lập nháp, xem thử, thực hiện, hoàn tác."

    def add_arguments(self, parser: CommandParser) -> None:
        commands = parser.add_subparsers(dest="what", required=True)
        draft = commands.add_parser("draft", help="lập bản nháp theo danh mục đi kèm")
        draft.add_argument(
            "--on", required=True, type=dt.date.fromisoformat, metavar="YYYY-MM-DD", help="ngày có hiệu lực"
        )
        draft.add_argument(
            "--place", required=True, nargs="+", metavar="NEWCODE", help="mã của một hay nhiều xã mới"
        )
        draft.add_argument(
            "--from-catalogue", action="store_true", help="lấy các xã cũ theo danh mục (mặc định)"
        )
        draft.add_argument(
            "--name",
            default="",
            help="đổi tên, đổi loại của địa bàn --place (mã hoặc ID), không lập đơn vị mới",
        )
        draft.add_argument("--kind", default="", help="loại mới, đi với --name")
        draft.add_argument(
            "--end",
            action="store_true",
            help="các đơn vị cấp huyện --place (mã hoặc ID) kết thúc, không có nơi kế tục",
        )
        draft.add_argument("--decision", default="", help="số, ký hiệu của văn bản")
        commands.add_parser("list", help="các việc sắp xếp đã ghi").add_argument(
            "--json", action="store_true"
        )
        for name, words in [
            ("dry-run", "xem thử, không ghi gì"),
            ("apply", "thực hiện"),
            ("undo", "hoàn tác"),
        ]:
            one = commands.add_parser(name, help=words)
            one.add_argument("id", type=UUID, metavar="ID")
            one.add_argument("--json", action="store_true")
        assign = commands.add_parser("assign", help="ghi ấp của xã bị chia đi về xã mới nào")
        assign.add_argument("id", type=UUID, metavar="ID")
        assign.add_argument(
            "pairs", nargs="+", metavar="HAMLET_ID=NEWCODE", help="mã ấp trong hệ thống = mã xã mới"
        )
        draft.add_argument("--json", action="store_true", help="in kết quả dạng JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        by = command_line()
        what = options["what"]
        if what == "list":
            self._list(options["json"])
            return
        if what == "draft":
            with one_sentence(), transaction.atomic():
                change = _drafted(options, by)
            self._tell(change, options["json"])
            return
        change = self._change(options["id"])
        if what == "assign":
            with one_sentence():
                actions.assign_hamlets(change, dict(_pair(change, text) for text in options["pairs"]), by=by)
            self._tell(change, as_json_wanted=False)
        elif what == "dry-run":
            self._tell(change, options["json"])
        else:
            do = actions.apply_change if what == "apply" else actions.undo_change
            with one_sentence():
                change = do(change, by=by)
            if options["json"]:
                self.stdout.write(as_json(_as_values(change)))
            else:
                self.stdout.write(f"{change.title}: {BoundaryState(change.state).label.lower()}.")

    def _change(self, pk: UUID) -> BoundaryChange:
        change = BoundaryChange.objects.filter(pk=pk).first()
        if change is None:
            raise CommandError(f"Không có việc sắp xếp nào mang mã {pk}. Xem: hoctap boundary list.")
        return change

    def _list(self, as_json_wanted: bool) -> None:
        changes = list(BoundaryChange.objects.all())
        if as_json_wanted:
            self.stdout.write(as_json([_as_values(change) for change in changes]))
        for change in [] if as_json_wanted else changes:
            state = BoundaryState(change.state).label
            self.stdout.write(f"{change.pk}  {vn_date(change.on)}  {state}  {change.title}")

    def _tell(self, change: BoundaryChange, as_json_wanted: bool) -> None:
        run = queries.dry_run(change)
        if as_json_wanted:
            self.stdout.write(as_json(_as_values(change) | _run_values(run)))
            return
        self.stdout.write(f"{change.pk}  {change.title}, từ {vn_date(change.on)}")
        for one in run.names:
            self.stdout.write(f"  {one.place.title} đổi thành {one.becomes}")
            for body in one.renamed_bodies:
                self.stdout.write(f"    {body.body.name} → {body.name}")
        for part in run.parts:
            self.stdout.write(f"  {part.old.title} {part.kind} {part.new}".rstrip())
        for line in run.hamlets:
            to = f"{line.name}, {line.to.full_name}" if line.to else "ở lại" if line.stays else "CHƯA CHỌN"
            self.stdout.write(f"    {line.hamlet.pk} {line.hamlet.title}, {line.commune.full_name} → {to}")
        for label, figures in [("Trước", run.total_before), ("Sau", run.total_after)]:
            shown = "; ".join(
                f"{format_number(n)} {column}" for n, column in zip(figures, run.columns, strict=True)
            )
            self.stdout.write(f"  {label}: {shown}")
        for place, work in run.open_work:
            self.stdout.write(f"  Cần xử lý sau sắp xếp: {place}: {work.what}")
        for reason in run.blockers:
            self.stdout.write(f"  Chưa làm được: {reason.text}")


def _drafted(options: dict[str, Any], by: Actor) -> BoundaryChange:
    on, decision = options["on"], options["decision"]
    if options["kind"] and not options["name"]:
        raise CommandError("--kind đi với --name. Chỉ đổi loại thì ghi lại tên đang dùng ở --name.")
    if options["end"] and options["name"]:
        raise CommandError("Chọn --end hoặc --name, không cả hai.")
    if options["end"]:
        places = [_standing_before(text, on) for text in options["place"]]
        return actions.draft_change(actions.Draft.of_an_end(places, on, decision), by=by)
    if options["name"]:
        if len(options["place"]) != 1:
            raise CommandError("Đổi tên từng địa bàn một: ghi đúng một mã ở --place.")
        place = _standing_before(options["place"][0], on)
        return actions.draft_change(
            actions.Draft.of_a_name(place, options["name"], options["kind"], on, decision), by=by
        )
    return actions.draft_from_catalogue(options["place"], on, decision, by=by)


def _standing_before(text: str, on: dt.date) -> Place:
    """By id, or by its code on the day before."""
    try:
        pk = UUID(text)
    except ValueError:
        return resolve_code(text, on=on - dt.timedelta(days=1))
    place = Place.objects.filter(pk=pk).first()
    if place is None:
        raise CommandError(f"Không có địa bàn nào mang ID {pk}.")
    return place


def _pair(change: BoundaryChange, text: str) -> tuple[UUID, UUID]:
    hamlet, _, code = text.partition("=")
    new = change.places.filter(code=code).first()
    try:
        hamlet_id = UUID(hamlet)
    except ValueError as wrong:
        raise CommandError(f"“{text}” không đúng dạng HAMLET_ID=NEWCODE.") from wrong
    if new is None:
        raise CommandError(f"Bản nháp này không có xã mới nào mang mã {code or '(trống)'}.")
    return hamlet_id, new.pk


def _as_values(change: BoundaryChange) -> dict[str, Any]:
    return {
        "id": str(change.pk),
        "title": change.title,
        "on": change.on.isoformat(),
        "decision": change.decision,
        "state": change.state,
        "figures": change.figures,
    }


def _run_values(run: DryRun) -> dict[str, Any]:
    return {
        "parts": [
            {"old": part.old.full_name, "code": part.old.code, "kind": part.kind, "new": part.new}
            for part in run.parts
        ],
        "hamlets": [
            {
                "id": str(line.hamlet.pk),
                "name": line.hamlet.name,
                "commune": line.commune.full_name,
                "new_name": line.name,
                "new_commune": line.to.full_name if line.to else None,
                "figures": dict(zip(run.columns, line.figures, strict=True)),
            }
            for line in run.hamlets
        ],
        "names": [
            {"old": one.place.full_name, "code": one.place.code, "new": f"{one.kind} {one.name}"}
            for one in run.names
        ],
        "renamed": [{"name": name, "new_name": new_name} for name, new_name in run.renamed],
        "before": {
            "places": {line.label: dict(zip(run.columns, line.figures, strict=True)) for line in run.before},
            "total": dict(zip(run.columns, run.total_before, strict=True)),
        },
        "after": {
            "places": {line.label: dict(zip(run.columns, line.figures, strict=True)) for line in run.after},
            "total": dict(zip(run.columns, run.total_after, strict=True)),
        },
        "adds_up": run.adds_up,
        "open_work": [{"place": place, "what": work.what} for place, work in run.open_work],
        "blockers": [reason.text for reason in run.blockers],
    }
