"""Dated figures of population beside the register's own count."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from hoctap.audit.once import once
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.places import actions, queries, rules
from hoctap.places.forms import FigureFilterForm, FiguresForm
from hoctap.places.models import FigureKind, Place
from hoctap.places.views import asked


def _what(request: Request) -> FigureKind:
    typed = request.GET.get("what", "")
    return FigureKind(typed) if typed in FigureKind.values else FigureKind.HOUSEHOLDS


@require_GET
@requires(Permission.PLACE_EDIT)
def figure_table(request: Request) -> HttpResponse:
    commune, communes = asked.communes(request)
    year, what = asked.year(request), _what(request)
    values = {
        "commune": commune,
        "communes": communes,
        "year": year,
        "what": what,
        "table": queries.figure_table(commune, year, what) if commune else None,
        "filter": FigureFilterForm({"place": commune.pk if commune else "", "year": year, "what": what}),
        "by_register": what == FigureKind.HOUSEHOLDS,
    }
    return render(request, "places/figure_table.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.PLACE_EDIT)
@once
def figure_new(request: Request) -> HttpResponse:
    commune, communes = asked.communes(request)
    places = [commune, *queries.hamlets_of(commune)] if commune else []
    form = FiguresForm(posted(request), initial={"what": _what(request)})
    typed = {place.pk: request.POST.get(f"value-{place.pk}", "") for place in places}
    wrong: dict[str, str] = {}
    if commune is not None and form.is_bound and form.is_valid():
        values = form.cleaned_data
        try:
            pasted = _pasted(values["pasted"], places)
            recorded = actions.record_figures(
                commune,
                {pk: pasted.get(pk, "") or text for pk, text in typed.items()},
                what=FigureKind(values["what"]),
                as_of=values["as_of"],
                source=values["source"],
                paper_number=values["paper_number"],
                by=request.actor,
            )
        except Refused as refusal:
            wrong = {reason.field: reason.text for reason in refusal.reasons if reason.field}
            add_reasons(form, refusal.reasons)
        else:
            words = f"Đã ghi {recorded} số liệu." if recorded else "Các số này đã có, không ghi thêm."
            messages.success(request, words)
            query = f"?place={commune.pk}&year={values['as_of'].year}&what={values['what']}"
            return redirect(f"{reverse('figure_table')}{query}")
    rows = [(place, typed[place.pk], wrong.get(f"value-{place.pk}", "")) for place in places]
    context = {"commune": commune, "communes": communes, "form": form, "rows": rows}
    return render(request, "places/figure_new.html", context, status=422 if form.errors else 200)


def _pasted(text: str, places: list[Place]) -> dict[UUID, str]:
    """Lines 'Ấp 1 <tab> 412' by place; a name that is not in the list is refused with its line."""
    by_key: dict[str, list[Place]] = {}
    for place in places:
        by_key.setdefault(rules.hamlet_key(place.name), []).append(place)
    found: dict[UUID, str] = {}
    reasons = []
    for number, line in enumerate(text.splitlines(), start=1):
        cells = [cell.strip() for cell in line.split("\t" if "\t" in line else ";") if cell.strip()]
        if not cells:
            continue
        alike = by_key.get(rules.hamlet_key(cells[0]), [])
        # "Khóm 3" and "Ấp 3" have one key; a bare "3" may be either.
        fitting = [one for one in alike if rules.may_be_hamlet(cells[0], one.name, one.kind)]
        if len(cells) != 2:
            reasons.append(Reason(f"Dòng dán {number}: cần hai cột, tên ấp và số.", "pasted"))
        elif alike and len(fitting) != 1:
            names = " hay ".join(one.title for one in alike)
            doubt = names if len(alike) > 1 else f"{cells[0]} hay {names}"
            reasons.append(Reason(f"Dòng dán {number}: {doubt}? Hãy ghi đúng tên trong danh sách.", "pasted"))
        elif not alike:
            near = rules.closest(cells[0], [one.name for one in places])
            hint = f" Có phải {near} không?" if near else ""
            reasons.append(Reason(f"Dòng dán {number}: không có {cells[0]} trong danh sách.{hint}", "pasted"))
        elif fitting[0].pk in found:
            reasons.append(Reason(f"Dòng dán {number}: {fitting[0].title} được ghi hai lần.", "pasted"))
        else:
            found[fitting[0].pk] = cells[1]
    if reasons:
        raise Refused(reasons)
    return found
