"""`hoctap import households FILE --place CODE`: a list of households or persons enters the register, whole or not at all."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hoctap.audit import actions as audit
from hoctap.core.actor import command_line
from hoctap.core.dates import today
from hoctap.core.reading import watched
from hoctap.core.text import clean
from hoctap.people import actions
from hoctap.people.importing import telling
from hoctap.people.importing.answers import Answer
from hoctap.people.importing.changes import BY_KIND, PROPOSED, ChangeKind
from hoctap.people.importing.layout import Layout, header_rows
from hoctap.people.importing.old_commune import hamlet_book
from hoctap.people.importing.planning import Choices
from hoctap.places.commands import add_place_options, as_json, one_sentence, place_of
from hoctap.places.models import Place
from hoctap.places.queries import resolve_code


class Command(BaseCommand):
    help = "Nhập danh sách từ tệp vào sổ."

    def add_arguments(self, parser: CommandParser) -> None:
        commands = parser.add_subparsers(dest="what", required=True, metavar="households | persons")
        for name in ("households", "persons"):
            words = (
                "nhập danh sách hộ hoặc nhân khẩu (.xlsx, .xls, .ods, .csv), mỗi dòng một hộ hoặc một người"
            )
            self._add_options(commands.add_parser(name, help=words))

    def _add_options(self, parser: CommandParser) -> None:
        kinds = ", ".join(kind.value for kind in ChangeKind if kind.by_kind)
        parser.add_argument("file", metavar="FILE", type=Path)
        add_place_options(parser)
        parser.add_argument("--from-place", metavar="CODE", help="mã của xã cũ mà danh sách này thuộc về")
        parser.add_argument(
            "--mapping", default="", metavar="TÊN", help="cách đọc cột đã ghi nhớ dưới tên này"
        )
        parser.add_argument(
            "--sheet",
            action="append",
            metavar="TRANG",
            help="chỉ đọc trang này (ghi nhiều lần cho nhiều trang)",
        )
        parser.add_argument(
            "--header-row", action="append", default=[], metavar="DÒNG",
            help="dòng tên cột như Excel đánh số: 5, hoặc 5-6 khi nằm ở hai dòng liền nhau; TRANG=5 khi đọc nhiều trang",
        )  # fmt: skip
        parser.add_argument(
            "--hamlet", action="append", default=[], metavar="ẤP",
            help="ấp, khóm của các trang không ghi tên ấp; TRANG=ẤP cho một trang",
        )  # fmt: skip
        parser.add_argument(
            "--same-hamlet", action="append", default=[], metavar="TÊN=ẤP",
            help="tên ấp chưa rõ trong tệp là ấp nào trong sổ, ví dụ “Khóm 3=Ấp 3”",
        )  # fmt: skip
        parser.add_argument("--dry-run", action="store_true", help="chỉ xem trước, không ghi gì")
        parser.add_argument(
            "--skip-faulty", action="store_true", help="nhập các dòng đúng, bỏ lại các dòng lỗi"
        )
        parser.add_argument(
            "--apply-changes",
            default="",
            metavar="LOẠI,LOẠI",
            help=f"ghi cả các thay đổi so với sổ: {kinds}; proposed = các loại vẫn đề nghị; all = tất cả",
        )
        parser.add_argument(
            "--answer", action="append", default=[], metavar="KEY=TRẢ LỜI",
            help="nói về một thay đổi (key lấy từ --dry-run --json): moved_away, died, stays cho người và hộ không còn trong danh sách; "
            "yes, no cho người có thể đã chuyển hộ; no để không ghi",
        )  # fmt: skip
        parser.add_argument(
            "--create-hamlets", action="store_true", help="lập các ấp của xã cũ chưa có trong danh sách ấp"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            content = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(f"Không đọc được tệp {options['file']}: {error.strerror}.") from error
        with one_sentence():
            by = command_line()
            commune = place_of(options)
            year = options["year"] or (options["on"] or today()).year
            old = _old_place(options["from_place"], commune)
            choices = Choices(
                leave_faulty=options["skip_faulty"],
                kinds=_kinds(options["apply_changes"]),
                answers=_answers(options["answer"]),
                create_hamlets=options["create_hamlets"],
                hamlets=_same_hamlets(options["same_hamlet"], commune, old, year),
            )
            done = actions.import_at_once(
                commune,
                year,
                options["file"].name,
                content,
                by=by,
                choices=choices,
                from_place=old,
                mapping=options["mapping"],
                layout=_layout(options),
                dry_run=options["dry_run"],
            )
        with watched() as seen:
            telling.note_shown(done.plan, with_names=options["json"])
        if seen:  # before the first name is printed, as on a screen
            audit.record_read(by, "command_import", seen)
        self._say(commune, year, done, options)
        if done.written is None and not options["dry_run"]:
            raise CommandError(
                f"{done.plan.faulty_count} dòng lỗi, chưa nhập hộ nào. "
                "Hãy sửa tệp, hoặc thêm --skip-faulty để bỏ lại các dòng lỗi."
            )

    def _say(self, commune: Place, year: int, done: actions.AtOnce, options: dict[str, Any]) -> None:
        plan, written = done.plan, done.written
        counts, notes = telling.counts(plan), telling.notes(plan)
        if options["json"]:
            said = {
                "place": {"id": str(commune.pk), "code": commune.code, "name": commune.full_name},
                "year": year,
                "dry_run": options["dry_run"],
                "format": plan.reading.format,
                "sheets": telling.sheets(plan.reading),
                "counts": counts,
                "faulty_rows": list(telling.faulty_rows(plan)),
                "repeated_rows": list(telling.repeated_rows(plan)),
                "duplicate_pairs": list(telling.duplicate_pairs(plan)),
                "changes": list(telling.changes(plan)),
                "warnings": notes["warnings"],
                "dropped_columns": notes["dropped"],
                "unknown_columns": notes["unknown"],
                "not_kept_columns": notes["not_kept"],
                "new_hamlets": notes["new_hamlets"],
                "created": written.households if written else 0,
                "created_persons": written.persons if written else 0,
                "changed": written.changes if written else 0,
            }
            self.stdout.write(as_json(said))
            return
        say = self.stdout.write
        say(
            f"{commune.title}, năm {year}: {counts['data_rows']} dòng, {counts['households']} hộ, {counts['persons']} người"
        )
        say(f"  mới {counts['new_households']} hộ, đã có trong sổ {counts['already']}, dòng lỗi {counts['faulty_rows']}, "
            f"dòng lặp lại {counts['repeated_rows']}, có thể trùng {counts['duplicate_pairs']}")  # fmt: skip
        for hamlet, count in counts["by_hamlet"].items():
            say(f"  {hamlet}: {count}")
        if notes["dropped"]:
            say(f"  Cột không giữ (dữ liệu cá nhân): {', '.join(notes['dropped'])}")
        if notes["unknown"]:
            say(f"  Cột không dùng: {', '.join(notes['unknown'])}")
        if notes["new_hamlets"]:
            say(f"  Ấp của xã cũ chưa có, cần --create-hamlets: {', '.join(notes['new_hamlets'])}")
        for kind, count in counts["changes"].items():
            how = f" (--apply-changes {kind})" if kind in BY_KIND else ""
            if kind == ChangeKind.MOVED_PERSON:
                how = " (--answer KEY=yes hoặc no; chưa trả lời thì chưa nhập)"
            say(f"  {telling.LABELS[kind]}: {count}{how}")
        for one in telling.changes(plan):
            if one["why"]:
                say(f"    dòng {one['row']}, {one['was']} → {one['becomes']}: {one['why']}")
        for words in notes["warnings"]:
            say(f"  {words}")
        for fault in list(telling.faulty_rows(plan)):
            say(
                f"  {fault['sheet']}, dòng {fault['row']}, {fault['label']}: {fault['reason']} {fault['cure']}"
            )
        if written is None:
            say("Xem trước, chưa ghi gì." if options["dry_run"] else "Chưa nhập hộ nào.")
        else:
            say(f"Đã nhập {written.households} hộ, {written.persons} người, ghi {written.changes} thay đổi.")


def _layout(options: dict[str, Any]) -> Layout:
    rows = dict(map(_of_sheet, options["header_row"]))
    return Layout(
        tuple(options["sheet"]) if options["sheet"] else None,
        {sheet: header_rows(typed) for sheet, typed in rows.items()},
        dict(map(_of_sheet, options["hamlet"])),
    )


def _of_sheet(typed: str) -> tuple[str, str]:
    sheet, _, rest = typed.rpartition("=")
    return sheet.strip(), rest.strip()


def _same_hamlets(said: list[str], commune: Place, old: Place | None, year: int) -> dict[str, str]:
    book = hamlet_book(commune, old, year)
    answers = {}
    for one in said:
        typed, name = _of_sheet(one)
        found = book.find(name)
        if not typed or found is None:
            known = ", ".join(known.name for known in book.all if known.refused is None)
            raise CommandError(f"--same-hamlet “{one}”: ghi TÊN=ẤP, với ẤP là một trong: {known}.")
        answers[clean(typed)] = found[0]
    return answers


def _answers(said: list[str]) -> dict[str, str]:
    answers = dict(map(_of_sheet, said))
    if strange := sorted(set(answers.values()) - {*Answer} | ({""} if "" in answers else set())):
        known = ", ".join(one.value for one in Answer if one)
        raise CommandError(f"--answer: ghi KEY=TRẢ LỜI; “{strange[0]}” không phải một trong: {known}.")
    return answers


def _kinds(typed: str) -> frozenset[str]:
    names = {name.strip() for name in typed.split(",")} - {""}
    if "all" in names:
        return frozenset(kind.value for kind in BY_KIND)
    proposed = {kind.value for kind in PROPOSED} if "proposed" in names else set()
    known = {kind.value for kind in BY_KIND}
    if strange := names - known - {"proposed"}:
        raise CommandError(
            f"Không có loại thay đổi {', '.join(sorted(strange))}. Các loại: {', '.join(sorted(known))}."
        )
    return frozenset(names - {"proposed"} | proposed)


def _old_place(code: str | None, commune: Place) -> Place | None:
    """What the code meant before the commune began; codes are used again."""
    if not code:
        return None
    before = commune.valid_from.replace(day=1)
    candidates = Place.objects.filter(code=code.strip(), level="commune").exclude(pk=commune.pk)
    old = (
        candidates.filter(successor_edges__successor=commune).first()
        or candidates.filter(valid_from__lt=before).first()
    )
    return old or resolve_code(code)
