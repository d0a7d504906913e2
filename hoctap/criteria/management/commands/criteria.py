"""`hoctap criteria list`: the editions, with instrument, validity and mark.
`hoctap criteria check [CODE|FILE]`: whether they hold together.
`hoctap criteria import FILE`: a draft of a place out of a file.
"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q

from hoctap.core.actor import command_line
from hoctap.core.refusals import Reason, Refused
from hoctap.core.vietnamese import format_date
from hoctap.criteria.drafting import actions, rules
from hoctap.criteria.drafting.queries import counted_from, draft_reasons, measure_labels
from hoctap.criteria.drafting.reading import ReadFile, read_file
from hoctap.criteria.models import CriteriaEdition
from hoctap.criteria.queries import editions_for
from hoctap.criteria.titles import is_title
from hoctap.places.commands import as_json, one_sentence
from hoctap.places.models import Place
from hoctap.places.queries import resolve_code

FILES = (".toml", ".xlsx")


class Command(BaseCommand):
    help = "Bộ tiêu chí: liệt kê, kiểm tra, nhập bản nháp từ tệp."

    def add_arguments(self, parser: CommandParser) -> None:
        commands = parser.add_subparsers(dest="what", required=True, metavar="list|check|import")
        listed = commands.add_parser("list", help="các bộ tiêu chí: văn bản, hiệu lực, mức xác thực")
        listed.add_argument("--title", metavar="CODE", help="chỉ danh hiệu này, ví dụ learning_family")
        listed.add_argument("--year", type=int, metavar="Y", help="chỉ các bộ áp dụng trong năm")
        listed.add_argument(
            "--place", metavar="CODE", help="theo địa bàn: bộ của nơi gần nhất thay bộ của cả nước"
        )
        listed.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
        check = commands.add_parser(
            "check", help="kiểm tra các bộ, một bộ hoặc một tệp; có lỗi thì mã thoát 1"
        )
        check.add_argument(
            "which", nargs="?", default="", metavar="CODE|FILE", help="mã của bộ hoặc tệp .toml, .xlsx"
        )
        check.add_argument("--title", metavar="CODE", help="danh hiệu của tệp .xlsx")
        check.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
        load = commands.add_parser("import", help="lập bản nháp của một địa bàn từ tệp .toml hoặc .xlsx")
        load.add_argument("file", metavar="FILE")
        load.add_argument("--place", required=True, metavar="CODE", help="mã thống kê của địa bàn")
        load.add_argument("--year", type=int, metavar="Y", help="năm mà mã được hiểu")
        load.add_argument("--title", metavar="CODE", help="danh hiệu; tệp .toml tự ghi thì bỏ qua được")

    def handle(self, *args: Any, **options: Any) -> None:
        {"list": self._list, "check": self._check, "import": self._import}[options["what"]](options)

    def _list(self, options: dict[str, Any]) -> None:
        place = None
        if options["place"]:
            with one_sentence():
                place = resolve_code(options["place"], options["year"], None)
        editions = _editions(options["title"] or "", options["year"], place)
        if options["json"]:
            self.stdout.write(as_json({"editions": [_told(edition) for edition in editions]}))
            return
        for edition in editions:
            told = _told(edition)
            until = f" đến trước {format_date(edition.valid_to)}" if edition.valid_to else ""
            marks = ", ".join(word for word in (told["mark"], told["state_words"]) if word)
            self.stdout.write(
                f"{edition.code}: {told['title_name']}. {edition.instrument or 'chưa ghi văn bản'}. "
                f"Từ {format_date(edition.valid_from)}{until}, {told['place'] or 'cả nước'}. {marks}."
            )
        if not editions:
            self.stdout.write("Không có bộ tiêu chí nào.")

    def _check(self, options: dict[str, Any]) -> None:
        which = options["which"]
        found: dict[str, list[str]] = {}
        if which.lower().endswith(FILES):
            found[which] = _file_reasons(which, options["title"] or "")
        else:
            editions = CriteriaEdition.objects.prefetch_related("criteria").order_by("code")
            if which:
                editions = editions.filter(code=which)
                if not editions:
                    raise CommandError(f"Không có bộ tiêu chí mã {which}. Xem: hoctap criteria list")
            for edition in editions:
                # What is known of a frame is not enough to judge by: its points are missing by nature.
                wrong_here = [] if edition.is_shipped_frame else draft_reasons(edition)
                found[edition.code] = [reason.text for reason in wrong_here]
        wrong = sum(1 for reasons in found.values() if reasons)
        if options["json"]:
            self.stdout.write(as_json({"checked": found, "wrong": wrong}))
        else:
            for code, reasons in found.items():
                self.stdout.write(f"{code}: {'hợp lệ' if not reasons else f'{len(reasons)} chỗ cần sửa'}")
                for text in reasons:
                    self.stdout.write(f"  {text}")
        if wrong:
            raise CommandError(f"{wrong} bộ tiêu chí chưa hợp lệ.")

    def _import(self, options: dict[str, Any]) -> None:
        with one_sentence():
            place = resolve_code(options["place"], options["year"], None)
            read = _read(options["file"])
            title = options["title"] or read.title
            if not title:
                raise Refused("Tệp không ghi danh hiệu. Thêm --title, ví dụ --title learning_family.")
            edition = actions.import_edition(place, title, read.content, by=command_line())
        reasons = draft_reasons(edition)
        self.stdout.write(
            f"Đã lập bản nháp {edition.code} cho {place.full_name}: {edition.criteria.count()} dòng, "
            + (f"còn {len(reasons)} chỗ cần sửa trước khi ban hành." if reasons else "hợp lệ, chờ ban hành.")
        )
        for reason in reasons:
            self.stdout.write(f"  {reason.text}")


def _editions(title: str, year: int | None, place: Place | None) -> list[CriteriaEdition]:
    if title and not is_title(title):
        raise CommandError(f"Không có danh hiệu {title}.")
    known = CriteriaEdition.objects.select_related("place").order_by("title", "-valid_from", "code")
    titles = [title] if title else list(known.order_by("title").values_list("title", flat=True).distinct())
    if year is not None:
        return [
            edition for one in titles for edition in editions_for(one, year, place).select_related("place")
        ]
    above = Q(place__isnull=True) | (Q(place__in=place.path) if place else Q())
    found = known.filter(title__in=titles)
    return list(found.filter(above) if place else found)


def _told(edition: CriteriaEdition) -> dict[str, Any]:
    state = "frame" if edition.is_shipped_frame else "draft" if edition.is_draft else "published"
    return {
        "code": edition.code,
        "title": edition.title,
        "title_name": edition.title_name,
        "name": edition.name,
        "instrument": edition.instrument,
        "place": edition.place.full_name if edition.place else None,
        "scoring": edition.scoring,
        "valid_from": edition.valid_from.isoformat(),
        "valid_to": edition.valid_to.isoformat() if edition.valid_to else None,
        "verification": edition.verification,
        "mark": edition.get_verification_display(),
        "state": state,
        "state_words": {"frame": "chỉ là khung", "draft": "bản nháp", "published": ""}[state],
    }


def _read(name: str) -> ReadFile:
    file = Path(name)
    try:
        data = file.read_bytes()
    except OSError as error:
        raise CommandError(f"Không mở được tệp {name}: {error.strerror}.") from error
    return read_file(file.name, data, measure_labels())


def _file_reasons(name: str, title: str) -> list[str]:
    try:
        read = _read(name)
    except Refused as refusal:
        return [reason.text for reason in refusal.reasons]
    reasons: list[Reason] = []
    title = title or read.title
    if title and not is_title(title):
        reasons.append(Reason(f"Không có danh hiệu {title}."))
    reasons += rules.content_reasons(read.content, title=title, measures=counted_from())
    return [reason.text for reason in reasons]
