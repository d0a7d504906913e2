"""What everybody sees without signing in: the list, one material, reading it, taking it, packs, and what other stores harvest."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from hoctap.core import files
from hoctap.core.http import Request
from hoctap.materials import queries
from hoctap.materials.counting import count_use
from hoctap.materials.forms import PublicFilterForm
from hoctap.materials.models import PagePicture, PartKind, Reading, TopicPack, UseKind
from hoctap.materials.open import feeds, jsonld, oai
from hoctap.materials.open.reading import read_page
from hoctap.materials.open.sending import sent

XML = "application/xml; charset=utf-8"


@require_GET
def openmaterial_list(request: Request) -> HttpResponse:
    """Học liệu mở: tìm theo chữ (có dấu hay không), chuyên đề, loại, ngôn ngữ. OPEN: only what was published for everybody."""
    topics = queries.public_topics()
    form = PublicFilterForm(request.GET or None, topics=topics)
    chosen: dict[str, Any] = form.chosen()
    found = queries.public_search(chosen.pop("q"), **chosen, page=_number(request.GET.get("page", "")))
    rest = request.GET.copy()
    rest.pop("page", None)
    values = {
        "form": form,
        "found": found,
        "asked": form.chosen(),
        "rest": f"&{rest.urlencode()}" if rest else "",
        "not_for_search": bool(request.GET),
    }
    return render(request, "materials/openmaterial_list.html", values)


@require_GET
def openmaterial_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một học liệu: tóm tắt, đọc, nghe, tải về, giấy phép. OPEN: only what was published for everybody."""
    found = queries.public_material(pk)
    if found is None:
        raise Http404
    values = {
        "one": found,
        "version": found.version,
        "parts": found.parts,
        "jsonld": jsonld.described(found, request.build_absolute_uri),
    }
    return render(request, "materials/openmaterial_detail.html", values)


@require_GET
def openmaterial_read(request: Request, pk: UUID) -> HttpResponse:
    """Đọc một tệp ngay trên trang: ảnh từng trang, hoặc chữ cho đường truyền chậm. OPEN: only what was published for everybody."""
    part = _part(pk)
    has_words, has_pictures = part.reading == Reading.READY, part.pictures.exists()
    if not has_words and not has_pictures:
        raise Http404
    as_words = has_words and (request.GET.get("dang") == "chu" or not has_pictures)
    page = read_page(part, _number(request.GET.get("page", "")), as_words=as_words)
    if request.method == "GET" and page.number == 1:
        count_use(part.version.material_id, UseKind.READ)
    values = {"part": part, "version": part.version, "read": page, "as_words": as_words}
    values["has_pictures"] = has_pictures
    return render(request, "materials/openmaterial_read.html", values)


@require_GET
def openmaterial_file(request: Request, pk: UUID) -> HttpResponse:
    """Tải một tệp về, hoặc nghe. OPEN: only what was published for everybody."""
    part = _part(pk)
    if part.kind == PartKind.LINK:
        raise Http404
    is_heard = part.kind == PartKind.AUDIO and "nghe" in request.GET
    begins = not request.headers.get("Range", "").removeprefix("bytes=").strip("0-")
    answer = sent(
        request,
        _content(part.sha256),
        part.media_type,
        f"{part.title}{files.SUFFIX.get(part.media_type, '')}",
        inline=is_heard or part.kind == PartKind.IMAGE,
    )
    if begins:
        count_use(part.version.material_id, UseKind.READ if is_heard else UseKind.DOWNLOAD)
    return answer


@require_GET
def openmaterial_page(request: Request, pk: UUID, number: int) -> HttpResponse:
    """Ảnh một trang. OPEN: only what was published for everybody."""
    part = _part(pk)
    picture = get_object_or_404(PagePicture, part=part, number=min(number, 32_000))
    name = f"trang-{number}.jpg"
    return sent(request, _content(picture.sha256), "image/jpeg", name, inline=True)


@require_GET
def openpack_list(request: Request) -> HttpResponse:
    """Gói học liệu theo chuyên đề, đọc khi không có mạng. OPEN: only what was published for everybody."""
    return render(request, "materials/openpack_list.html", {"packs": queries.packs()})


@require_GET
def openpack_file(request: Request, pk: UUID) -> HttpResponse:
    """Tải gói của một chuyên đề. OPEN: only what was published for everybody."""
    pack = get_object_or_404(TopicPack.objects.select_related("topic").exclude(sha256=""), pk=pk)
    return sent(request, _content(pack.sha256), "application/zip", f"{pack.topic.name}.zip", inline=False)


@require_GET
def openmaterial_feed(request: Request) -> HttpResponse:
    """RSS: học liệu mới. OPEN: only what was published for everybody."""
    return HttpResponse(feeds.rss(request.build_absolute_uri), "application/rss+xml; charset=utf-8")


@require_GET
def openmaterial_sitemap(request: Request) -> HttpResponse:
    """Sơ đồ trang cho máy tìm kiếm. OPEN: only what was published for everybody."""
    return HttpResponse(feeds.sitemap(request.build_absolute_uri), XML)


@csrf_exempt  # the protocol is asked by GET and POST alike; neither changes anything
@require_http_methods(["GET", "POST"])
def openmaterial_oai(request: Request) -> HttpResponse:
    """OAI-PMH 2.0 cho kho học liệu khác thu thập. OPEN: only what was published for everybody."""
    asked = request.POST if request.method == "POST" else request.GET
    host = request.get_host().partition(":")[0]
    at = oai.Asking(request.build_absolute_uri(request.path), host, request.build_absolute_uri)
    return HttpResponse(oai.answer(dict(asked.lists()), at), "text/xml; charset=utf-8")


def _part(pk: UUID) -> Any:
    part = queries.public_part(pk)
    if part is None:
        raise Http404
    return part


def _content(sha256: str) -> bytes:
    try:
        return files.read(sha256)
    except FileNotFoundError as error:
        raise Http404 from error


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
