"""Screens of those who write, review and publish materials, and who count what was handed out."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.capacities.acting import acting_as
from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.centres.models import Topic
from hoctap.centres.persons import offer_people, people_named
from hoctap.core import files
from hoctap.core.dates import today
from hoctap.core.forms import posted
from hoctap.core.http import Request, download, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.learning.models import Activity, ActivityState
from hoctap.materials import actions, queries
from hoctap.materials.forms import (
    ConsentForm,
    DescribeForm,
    FileForm,
    FilterForm,
    HandoutForm,
    LinkForm,
    MaterialForm,
    WhyForm,
    initial_of,
    offer_topics,
)
from hoctap.materials.handouts import actions as handouts
from hoctap.materials.models import (
    WRITABLE,
    Handout,
    LinkState,
    Material,
    MaterialPart,
    MaterialVersion,
    PartKind,
    VersionState,
)
from hoctap.materials.rules import HandedOut
from hoctap.people.pages import carried_out, form_page
from hoctap.places.models import Place
from hoctap.places.views import asked
from hoctap.surveys.asked import pk_of

READ = Permission.LIBRARY_READ
PROPOSE, REVIEW, PUBLISH = (
    Permission.MATERIAL_PROPOSE,
    Permission.MATERIAL_REVIEW,
    Permission.MATERIAL_PUBLISH,
)
PAGE = 30


@require_GET
@requires(READ)
def material_list(request: Request) -> HttpResponse:
    """Học liệu của địa bàn: đang soạn, chờ thẩm định, đã công bố"""
    form = FilterForm(request.GET or None)
    rows = queries.materials_for(request.actor, form.asked())
    values = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "form": form,
        "states": dict(VersionState.choices),
        "may_propose": request.actor.may_anywhere(PROPOSE),
    }
    return render(request, "materials/material_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(PROPOSE)
@once
def material_new(request: Request) -> HttpResponse:
    """Soạn học liệu mới: nói gì, của ai, giấy phép nào; tệp thêm ở bước sau"""
    places = list(queries.places_for(request.actor, PROPOSE)[:200])
    first = _asked_place(request, places) or (places[0] if places else None)
    form = MaterialForm(
        posted(request), places=places, initial={"place": first, "topic": request.GET.get("topic")}
    )
    persons = _with_choices(request, form, first, "")

    def act(typed: dict[str, Any]) -> None:
        place = typed["place"] or first
        if place is None:
            raise Refused("Tài khoản này chưa được giao soạn học liệu ở địa bàn nào.")
        by = acting_as(request, PROPOSE, at=place)
        person = persons.get(typed.get("person", ""))
        made.append(
            actions.start_material(place, form.described(), typed["topic"], contributor=person, by=by)
        )

    made: list[Material] = []
    if carried_out(form, act):
        messages.success(request, "Đã lập học liệu. Thêm tệp hoặc liên kết, rồi đề xuất.")
        return redirect("material_detail", made[0].pk)
    return form_page(request, "materials/material_new.html", form)


@require_GET
@requires(READ)
def material_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một học liệu: tệp, các bản, thẩm định, lượt đọc, bản in đã phát"""
    return _detail(request, _material(request, pk))


@require_http_methods(["GET", "POST"])
@requires(PROPOSE)
def material_edit(request: Request, pk: UUID) -> HttpResponse:
    """Sửa những gì ghi về học liệu, khi còn đang soạn hoặc bị trả lại"""
    material = _material(request, pk)
    request.actor.must(PROPOSE, at=material)
    version = _newest(request, material)
    form = DescribeForm(posted(request), initial=initial_of(version))
    persons = _with_choices(request, form, material.place, version.contributor_name, version.topic)
    if "person" in form.fields and version.contributor_id:
        form.initial["person"] = str(version.contributor_id)

    def act(typed: dict[str, Any]) -> None:
        person = persons.get(typed.get("person", ""))
        actions.describe_version(
            version,
            form.described(),
            typed["topic"],
            contributor=person,
            by=acting_as(request, PROPOSE, at=material),
        )

    if carried_out(form, act):
        messages.success(request, "Đã lưu.")
        return redirect("material_detail", pk)
    return form_page(request, "materials/material_edit.html", form, material=material, version=version)


@require_POST
@requires(PROPOSE)
@once
def material_file(request: Request, pk: UUID) -> HttpResponse:
    """Thêm một tệp"""
    material = _material(request, pk)
    form = FileForm(request.POST, request.FILES)

    def act(typed: dict[str, Any]) -> None:
        if typed["file"] is None:
            raise Refused("Chọn tệp để thêm.")
        by = acting_as(request, PROPOSE, at=material, ask_inside=True)
        actions.add_file(_newest(request, material), typed["file"].read(), title=typed["title"], by=by)

    if carried_out(form, act):
        messages.success(request, "Đã thêm tệp. Chữ trong tệp được đọc để tìm kiếm, mất vài phút.")
        return redirect("material_detail", pk)
    return _detail(request, material, file_form=form)


@require_POST
@requires(PROPOSE)
@once
def material_link(request: Request, pk: UUID) -> HttpResponse:
    """Thêm một liên kết: phim, bài ở trang khác"""
    material = _material(request, pk)
    form = LinkForm(request.POST)

    def act(typed: dict[str, Any]) -> None:
        by = acting_as(request, PROPOSE, at=material)
        actions.add_link(_newest(request, material), typed["url"], title=typed["title"], by=by)

    if carried_out(form, act):
        messages.success(request, "Đã thêm liên kết.")
        return redirect("material_detail", pk)
    return _detail(request, material, link_form=form)


@require_POST
@requires(PROPOSE)
def materialpart_drop(request: Request, pk: UUID) -> HttpResponse:
    """Bỏ một tệp, một liên kết khỏi bản đang soạn"""
    part = _part(request, pk)
    material = part.version.material
    return _done(
        request,
        material,
        lambda: actions.drop_part(part, by=acting_as(request, PROPOSE, at=material)),
        "Đã bỏ.",
    )


@require_GET
@requires(READ)
def materialpart_file(request: Request, pk: UUID) -> HttpResponse:
    """Mở một tệp của học liệu, cả khi chưa công bố"""
    part = _part(request, pk)
    if part.kind == PartKind.LINK:
        raise Http404
    try:
        content = files.read(part.sha256)
    except FileNotFoundError as error:
        raise Http404 from error
    return download(content, part.media_type, f"{part.title}{files.SUFFIX.get(part.media_type, '')}")


@require_POST
@requires(PROPOSE)
def material_propose(request: Request, pk: UUID) -> HttpResponse:
    """Đề xuất để thẩm định"""
    return _step(
        request,
        pk,
        PROPOSE,
        actions.propose_version,
        "Đã đề xuất. Người thẩm định sẽ thấy trong “Việc của tôi”.",
    )


@require_POST
@requires(REVIEW)
def material_review(request: Request, pk: UUID) -> HttpResponse:
    """Nhận thẩm định"""
    return _step(request, pk, REVIEW, actions.take_up_review, "Đã nhận thẩm định.")


@require_POST
@requires(REVIEW)
def material_approve(request: Request, pk: UUID) -> HttpResponse:
    """Thẩm định xong, chờ công bố"""
    return _step(request, pk, REVIEW, actions.approve_version, "Đã thẩm định xong, chờ công bố.")


@require_http_methods(["GET", "POST"])
@requires(READ)
def material_return(request: Request, pk: UUID) -> HttpResponse:
    """Trả lại để sửa, nói cần sửa gì"""
    material = _material(request, pk)
    version = _newest(request, material)
    right = PUBLISH if version.state == VersionState.APPROVED else REVIEW
    request.actor.must(right, at=material)
    form = WhyForm(posted(request), label="Cần sửa gì")

    def act(typed: dict[str, Any]) -> None:
        actions.return_version(version, why=typed["why"], by=acting_as(request, right, at=material))

    if carried_out(form, act):
        messages.success(request, "Đã trả lại, người soạn được báo.")
        return redirect("material_detail", pk)
    return form_page(request, "materials/material_return.html", form, material=material, version=version)


@require_POST
@requires(PUBLISH)
def material_publish(request: Request, pk: UUID) -> HttpResponse:
    """Công bố"""
    return _step(request, pk, PUBLISH, actions.publish_version, "Đã công bố.")


@require_http_methods(["GET", "POST"])
@requires(PROPOSE)
@once
def material_revise(request: Request, pk: UUID) -> HttpResponse:
    """Lập bản mới của học liệu đã công bố"""
    material = _material(request, pk)
    request.actor.must(PROPOSE, at=material)
    form = WhyForm(posted(request), label="Bản mới sửa, thêm gì")

    def act(typed: dict[str, Any]) -> None:
        actions.revise_material(material, why=typed["why"], by=acting_as(request, PROPOSE, at=material))

    if carried_out(form, act):
        messages.success(request, "Đã lập bản mới. Bản cũ vẫn ở trang công khai đến khi bản này công bố.")
        return redirect("material_detail", pk)
    return form_page(request, "materials/material_revise.html", form, material=material)


@require_http_methods(["GET", "POST"])
@requires(PUBLISH)
def material_withdraw(request: Request, pk: UUID) -> HttpResponse:
    """Rút học liệu đã công bố, có lý do"""
    material = _material(request, pk)
    request.actor.must(PUBLISH, at=material)
    form = WhyForm(posted(request), label="Vì sao rút")

    def act(typed: dict[str, Any]) -> None:
        actions.withdraw_material(material, why=typed["why"], by=acting_as(request, PUBLISH, at=material))

    if carried_out(form, act):
        messages.success(request, "Đã rút. Trang công khai của học liệu không còn mở được.")
        return redirect("material_detail", pk)
    return form_page(request, "materials/material_withdraw.html", form, material=material)


@require_http_methods(["GET", "POST"])
@requires(PROPOSE)
def material_consent(request: Request, pk: UUID) -> HttpResponse:
    """Ghi người đóng góp đồng ý công bố"""
    material = _material(request, pk)
    request.actor.must(PROPOSE, at=material)
    version = _newest(request, material)
    form = ConsentForm(posted(request), initial={"consent_on": version.consent_on or today()})

    def act(typed: dict[str, Any]) -> None:
        actions.note_consent(
            version,
            on=typed["consent_on"],
            how=typed["consent_how"],
            is_credited=typed["is_credited"],
            by=acting_as(request, PROPOSE, at=material),
        )

    if carried_out(form, act):
        messages.success(request, "Đã ghi sự đồng ý.")
        return redirect("material_detail", pk)
    return form_page(request, "materials/material_consent.html", form, material=material, version=version)


@require_GET
@requires(READ)
def material_topic(request: Request, pk: UUID) -> HttpResponse:
    """Một chuyên đề: học liệu, báo cáo viên, hoạt động gần đây"""
    topic = get_object_or_404(Topic.objects.select_related("parent", "place"), pk=pk)
    if topic.place_id is not None and not Topic.objects.visible_to(request.actor).filter(pk=pk).exists():
        raise Http404
    values = {
        "shown": queries.topic_page(topic, request.actor),
        "states": dict(VersionState.choices),
        "may_propose": request.actor.may_anywhere(PROPOSE),
    }
    return render(request, "materials/material_topic.html", values)


@require_GET
@requires(READ)
def handout_list(request: Request) -> HttpResponse:
    """Bản in đã phát: học liệu nào, cho ai, bao nhiêu bản"""
    year = asked.year(request)
    rows = queries.handouts_for(
        request.actor,
        year=year,
        material=pk_of(request.GET.get("material", "")),
        activity=pk_of(request.GET.get("activity", "")),
    )
    values = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "year": year,
        "copies": queries.copies_of(rows),
        "narrowed": bool(request.GET.get("material") or request.GET.get("activity")),
        "may_propose": request.actor.may_anywhere(PROPOSE),
    }
    return render(request, "materials/handout_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(PROPOSE)
@once
def handout_new(request: Request) -> HttpResponse:
    """Ghi bản in đã phát"""
    places = list(queries.places_for(request.actor, PROPOSE)[:200])
    published = Material.objects.visible_to(request.actor).filter(current__isnull=False, withdrawn_at=None)
    held = Activity.objects.visible_to(request.actor).filter(state=ActivityState.HELD)
    recent = held.order_by("-starts_on", "-id")[:60].values("pk")
    chosen = pk_of(request.GET.get("activity", ""))
    activity = held.filter(pk=chosen).first() if chosen else None
    form = HandoutForm(
        posted(request),
        places=places,
        materials=published.select_related("current").order_by("current__title"),
        activities=Activity.objects.filter(
            pk__in=[*(row["pk"] for row in recent), *([chosen] if activity else [])]
        ),
        initial={
            "material": pk_of(request.GET.get("material", "")),
            "activity": activity,
            "on": activity.starts_on if activity else today(),
            "place": activity.place_id if activity else (places[0].pk if places else None),
            "recipients": "learners" if activity else "",
        },
    )

    def act(typed: dict[str, Any]) -> None:
        place, material = typed["place"] or (places[0] if places else None), typed["material"]
        if material is None:
            raise Refused("Chọn học liệu đã phát.")
        if place is None:
            raise Refused("Tài khoản này chưa được giao ghi học liệu ở địa bàn nào.")
        told = HandedOut(typed["on"], typed["recipients"], typed["copies"], typed["note"])
        by = acting_as(request, PROPOSE, at=place)
        made.append(handouts.hand_out(material, place, told, activity=typed["activity"], by=by))

    made: list[Handout] = []
    if carried_out(form, act):
        messages.success(request, f"Đã ghi {made[0].copies} bản.")
        return redirect("handout_list")
    return form_page(request, "materials/handout_new.html", form)


@require_http_methods(["GET", "POST"])
@requires(PROPOSE)
def handout_drop(request: Request, pk: UUID) -> HttpResponse:
    """Bỏ một dòng ghi nhầm"""
    rows = Handout.objects.visible_to(request.actor).select_related("material__current", "place")
    handout = get_object_or_404(rows, pk=pk)
    request.actor.must(PROPOSE, at=handout)
    form = WhyForm(posted(request), label="Vì sao bỏ dòng này")

    def act(typed: dict[str, Any]) -> None:
        handouts.drop_handout(handout, why=typed["why"], by=acting_as(request, PROPOSE, at=handout))

    if carried_out(form, act):
        messages.success(request, "Đã bỏ dòng ghi nhầm.")
        return redirect("handout_list")
    return form_page(request, "materials/handout_drop.html", form, handout=handout)


# ── shared ──────────────────────────────────────────────────────────────────────────────────────────


def _detail(
    request: Request,
    material: Material,
    *,
    blockers: Any = (),
    file_form: FileForm | None = None,
    link_form: LinkForm | None = None,
) -> HttpResponse:
    version = _newest(request, material)
    actor = request.actor
    state = VersionState(version.state)
    may_propose, may_review = actor.may(PROPOSE, at=material), actor.may(REVIEW, at=material)
    may_publish = actor.may(PUBLISH, at=material)
    is_writable = state in WRITABLE
    page = queries.material_page(material, version, actor)
    values = {
        "shown": page,
        "material": material,
        "version": version,
        "blockers": blockers,
        "file_form": file_form or FileForm(),
        "link_form": link_form or LinkForm(),
        "may_write": may_propose and is_writable,
        "may_take_up": may_review and state == VersionState.PROPOSED,
        "may_judge": may_review and state == VersionState.REVIEW,
        "may_publish": may_publish and state == VersionState.APPROVED,
        "may_return": (may_publish and state == VersionState.APPROVED)
        or (may_review and state == VersionState.REVIEW),
        "may_revise": may_propose and state in (VersionState.PUBLISHED, VersionState.WITHDRAWN),
        "may_withdraw": may_publish and material.current_id is not None and material.withdrawn_at is None,
        "may_note_consent": may_propose and bool(version.contributor_name) and version.consent_on is None,
        "may_hand_out": may_propose and material.current_id is not None and material.withdrawn_at is None,
        "is_public": material.current is not None
        and material.withdrawn_at is None
        and material.current.terms.is_public,
        "has_dead": any(part.link_state == LinkState.DEAD for part in page.parts),
        "where": where(request, place=material.place),
    }
    wrong = blockers or (file_form and file_form.errors) or (link_form and link_form.errors)
    return render(request, "materials/material_detail.html", values, status=422 if wrong else 200)


def _step(
    request: Request, pk: UUID, right: Permission, step: Callable[..., None], said: str
) -> HttpResponse:
    material = _material(request, pk)
    version = _newest(request, material)
    return _done(request, material, lambda: step(version, by=acting_as(request, right, at=material)), said)


def _done(request: Request, material: Material, act: Callable[[], None], said: str) -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        return _detail(request, material, blockers=refusal.reasons)
    messages.success(request, said)
    return redirect("material_detail", material.pk)


def _with_choices(
    request: Request, form: DescribeForm, place: Place | None, name: str, kept: Topic | None = None
) -> Any:
    """Topics of the place, and of its register who is called as the contributor is."""
    chosen = request.POST.get("place", "") if request.method == "POST" else ""
    if chosen and (pk := pk_of(chosen)):
        place = Place.objects.visible_to(request.actor, READ).filter(pk=pk).first() or place
    topics = list(Topic.objects.offered_at(place)) if place else []
    if kept is not None and kept not in topics:
        topics.append(kept)
    offer_topics(form, topics)
    words = request.POST.get("contributor_name", "")[:60] if request.method == "POST" else name
    return offer_people(form, people_named(words, place, request.actor) if place else [])


def _material(request: Request, pk: UUID) -> Material:
    rows = Material.objects.visible_to(request.actor).select_related("place", "current")
    return get_object_or_404(rows, pk=pk)


def _newest(request: Request, material: Material) -> MaterialVersion:
    rows = MaterialVersion.objects.visible_to(request.actor).filter(material=material)
    version = rows.select_related("material__place", "topic__parent").order_by("-number").first()
    if version is None:
        raise Http404
    return version


def _part(request: Request, pk: UUID) -> MaterialPart:
    rows = MaterialPart.objects.visible_to(request.actor).select_related("version__material__place")
    return get_object_or_404(rows.defer("content"), pk=pk)


def _asked_place(request: Request, places: list[Place]) -> Place | None:
    pk = pk_of(request.GET.get("place", ""))
    return next((one for one in places if one.pk == pk), None)
