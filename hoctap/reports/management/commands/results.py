import datetime as dt
from argparse import ArgumentParser
from decimal import Decimal
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hoctap.core.dates import ONE_DAY, last_day_before, today
from hoctap.core.vietnamese import format_date, format_number, format_percent, format_share
from hoctap.places.commands import add_place_options, as_json, one_sentence, place_of
from hoctap.places.models import Place
from hoctap.plans.queries import TargetResult
from hoctap.reports.citizens import CitizenMeasure
from hoctap.reports.comparison import Comparison, ComparisonRow, comparison
from hoctap.reports.season import SeasonRow, SeasonTable
from hoctap.reports.sheet import SeasonSheet, season_sheet


class Command(BaseCommand):
    help = "Chỉ tiêu và kết quả của một địa bàn trong một năm: cùng số liệu với màn hình và báo cáo."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_place_options(parser)
        parser.add_argument(
            "--todays-boundary",
            action="store_true",
            help="năm trước và năm này của từng ấp (hoặc từng xã) trên địa giới hôm nay",
        )
        parser.add_argument(
            "--before",
            type=int,
            metavar="Y",
            help="với --todays-boundary: năm được so, nếu không phải năm liền trước",
        )
        parser.add_argument(
            "--as-of",
            type=dt.date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="như hệ thống đã ghi đến hết một ngày đã qua; không kèm chỉ tiêu",
        )
        parser.add_argument(
            "--rows",
            action="store_true",
            help="với --json: bảng của từng danh hiệu và năm tỷ lệ Công dân học tập, thay cho chỉ tiêu",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with one_sentence():
            place = place_of(options)
        year = options["year"] or (options["on"].year if options["on"] else _year_of(place))
        if options["todays_boundary"]:
            before = options["before"]
            if before is not None and before >= year:
                raise CommandError(f"Năm được so phải trước năm {year}; đã ghi {before}.")
            self._on_todays_boundary(comparison(place, year, before), as_object=options["json"])
            return
        as_of = options["as_of"]
        if as_of is not None and as_of >= today():
            raise CommandError(f"Ngày {format_date(as_of)} chưa qua.")
        sheet = season_sheet(place, year, as_of=as_of)
        if options["json"] and (options["rows"] or as_of):
            self.stdout.write(as_json(_sheet_object(sheet)))
        elif options["json"]:
            self.stdout.write(as_json([_as_object(result) for result in sheet.first.targets]))
        else:
            for line in _lines(sheet):
                self.stdout.write(line)

    def _on_todays_boundary(self, found: Comparison, *, as_object: bool) -> None:
        if as_object:
            rows = [_comparison_object(row) for row in (*found.rows, found.total)]
            self.stdout.write(
                as_json({"year": found.year, "before": found.before, "rows": rows[:-1], "total": rows[-1]})
            )
            return
        for line in _comparison_lines(found):
            self.stdout.write(line)


def _year_of(place: Place) -> int:
    """Without a year: this one, or the last of a place that has ended."""
    return (place.valid_to - ONE_DAY).year if place.valid_to else today().year


def _as_object(result: TargetResult) -> dict[str, object]:
    target, figure = result.target, result.figure
    return {
        "target": _number(target.value),
        "value_max": _number(target.value_max),
        "comparator": target.comparator,
        "numerator": figure.numerator if figure else None,
        "denominator": figure.denominator if figure else None,
        "unit": target.unit,
        "place": result.place.code or str(result.place.pk),
        "place_name": result.place.full_name,
        "year": target.year,
        "late": figure.late if figure else None,
        "ratio": round(float(figure.ratio), 6) if figure and figure.ratio is not None else None,
        "result": round(float(result.result), 4) if result.result is not None else None,
        "met": result.met,
        "before_on": target.before_on.isoformat() if target.before_on else None,
        "last_day": last_day_before(target.before_on).isoformat() if target.before_on else None,
        "wording": target.wording,
        "measure": target.measure or None,
        "plan": target.plan.number,
        "plan_place": target.plan.place.full_name,
        "communes_in": figure.communes_in if figure else None,
        "communes_all": figure.communes_all if figure else None,
        "missing": list(figure.missing) if figure else [],
        "why_missing": result.why_missing or None,
    }


def _comparison_object(row: ComparisonRow) -> dict[str, object]:
    return {
        "place": row.place.code or str(row.place.pk),
        "place_name": row.place.full_name,
        "before": {"numerator": row.then.recognised, "denominator": row.then.households},
        "numerator": row.now.recognised,
        "denominator": row.now.households,
        "change": row.change,
        "hamlets": row.hamlets,
        "hamlets_compared": row.comparable,
        "sources": [f"{source.place.full_name}, {source.commune}" for source in row.sources],
        "why_missing": row.why or None,
    }


def _comparison_lines(found: Comparison) -> list[str]:
    before, year = found.before, found.year
    lines = [
        f"{found.place.title}, năm {before} và {year} trên địa giới hôm nay",
        found.finding,
        "",
        f"Địa bàn | hộ {before} | công nhận {before} | hộ {year} | công nhận {year} | ± công nhận | ghi chú",
    ]
    for row in (*found.rows, found.total):
        name = "Tổng cộng" if row is found.total else row.place.title
        counts = (
            row.then.households,
            row.then.recognised,
            row.now.households,
            row.now.recognised,
            row.change,
        )
        note = row.why or (
            f"so được {row.comparable}/{row.hamlets} ấp, khóm" if row.comparable < row.hamlets else ""
        )
        lines.append(" | ".join([name, *map(format_number, counts), note]).removesuffix(" | "))
    return lines


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _lines(sheet: SeasonSheet) -> list[str]:
    first = sheet.first
    lines = [f"{first.place.title}, năm {first.year}"]
    if first.as_of:
        lines.append(f"Như hệ thống đã ghi đến hết ngày {format_date(first.as_of)}")
    if first.missing:
        lines.append(
            f"{first.communes_in}/{first.communes_all} xã có số liệu; chưa có: {', '.join(first.missing)}"
        )
    if first.sample_mark:
        lines.append(first.sample_mark)
    if not first.as_of:
        lines += _target_lines(first)
    for table in sheet.tables:
        lines += _table_lines(table)
    if sheet.five:
        lines += ["", "Năm tỷ lệ Công dân học tập, không cộng lẫn"]
        lines += [_measure_line(one) for one in sheet.five]
    return lines


def _target_lines(table: SeasonTable) -> list[str]:
    lines = []
    for result in table.targets:
        lines += ["", f"{result.target.wording} ({result.wanted})", f"  {_result_words(result)}"]
        if result.target.before_on:
            last = format_date(last_day_before(result.target.before_on))
            lines.append(f"  trước ngày {format_date(result.target.before_on)}: hạn cuối {last}")
    return lines or ["Chưa có chỉ tiêu nào của năm này."]


def _table_lines(table: SeasonTable) -> list[str]:
    words = table.words
    adults = " | trong đó người lớn" if table.counts_adults else ""
    lines = [
        "",
        f"{table.title_label}: {table.finding}",
        f"{table.child_label} | {words.whole_label.lower()} | đăng ký | công nhận | trễ hạn{adults} | {words.share_label} | % đăng ký | ± năm trước",
    ]
    for row in (*table.shown_rows, table.total):
        name = "Tổng cộng" if row is table.total else row.name
        counts = [row.households, row.registered, row.recognised, row.late]
        counts += [row.in_whole] if table.counts_adults else []
        shares = (format_percent(row.of_households), format_percent(row.of_registered))
        lines.append(" | ".join([name, *map(format_number, counts), *shares, format_number(row.change)]))
    return [*lines, *([table.before_note] if table.before_note else [])]


def _measure_line(one: CitizenMeasure) -> str:
    if one.why_missing:
        return f"{one.measure.label}: {one.why_missing}"
    counted = f"{format_number(one.figure.numerator)}/{format_number(one.figure.denominator)}"
    note = f" (chưa đủ: {one.figure.incomplete})" if one.figure.incomplete else ""
    return f"{one.measure.label}: {counted} = {format_percent(one.figure.percent)}{note}"


def _sheet_object(sheet: SeasonSheet) -> dict[str, object]:
    return {
        "place": sheet.first.place.code or str(sheet.first.place.pk),
        "year": sheet.first.year,
        "as_of": sheet.first.as_of.isoformat() if sheet.first.as_of else None,
        "titles": {
            table.title.value: {
                "missing": list(table.missing),
                "rows": [_row_object(row) for row in table.shown_rows],
                "total": _row_object(table.total),
            }
            for table in sheet.tables
        },
        "measures": [
            {
                "measure": one.measure.code,
                "numerator": one.figure.numerator,
                "denominator": one.figure.denominator,
                "incomplete": one.figure.incomplete or None,
                "why_missing": one.why_missing or None,
            }
            for one in sheet.five
        ],
    }


def _row_object(row: SeasonRow) -> dict[str, object]:
    return {
        "place": row.place.code or str(row.place.pk),
        "name": row.name,
        "whole": row.households,
        "registered": row.registered,
        "recognised": row.recognised,
        "late": row.late,
        "recognised_in_whole": row.in_whole,
        "change": row.change,
    }


def _result_words(result: TargetResult) -> str:
    if result.result is None or result.figure is None:
        return result.why_missing
    figure = result.figure
    counted = f"{format_number(figure.numerator)}/{format_number(figure.denominator)}"
    share = format_share(result.result, result.target.value) if result.is_percent else ""
    late = f", trễ hạn {format_number(figure.late)}" if figure.late else ""
    verdict = "đạt" if result.met else "chưa đạt"
    return f"{counted} {share} {verdict}{late}".replace("  ", " ")
