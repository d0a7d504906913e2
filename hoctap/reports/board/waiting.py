"""What waits for somebody's hand: papers to be signed, difficulties to be answered, files to be judged."""

from collections import Counter
from urllib.parse import urlencode

from django.db.models import Case, Count, IntegerField, Min, Q, Value, When, Window
from django.urls import reverse
from django.utils import timezone

from hoctap.assessments.models import Assessment, FileState
from hoctap.core.permissions import Permission
from hoctap.core.vietnamese import format_number
from hoctap.criteria.models import Title
from hoctap.measures.boards import Asked, BoardSection, BoardTable, Cell, Head, cannot_tell
from hoctap.papers.kinds import paper_kinds
from hoctap.papers.models import UNSIGNED, Paper, PaperState
from hoctap.places.models import Level
from hoctap.plans.difficulties.queries import OPEN, TONES
from hoctap.plans.difficulties.rules import waited_words
from hoctap.plans.models import Difficulty

MOST = 6
PAPERS = "Văn bản chờ ký"
DIFFICULTIES = "Khó khăn, vướng mắc"
FILES = "Hồ sơ đánh giá"


def papers(asked: Asked) -> BoardSection | None:
    """Of the place; of a commune those of its ấp too. A place above has its own papers before it, not its communes'."""
    may_read = asked.actor.may(Permission.PAPER_READ, at=asked.place)
    if not may_read:
        return None
    if asked.as_of:
        return cannot_tell(PAPERS, "chỉ biết văn bản nào đang chờ hôm nay", order=50)
    here = Q(place=asked.place) if asked.is_above_communes else Q(place__path__contains=[asked.place.pk])
    rows = Paper.objects.visible_to(asked.actor).filter(here, state__in=UNSIGNED, year=asked.year)
    first = Case(When(state=PaperState.PRINTED, then=Value(0)), default=Value(1), output_field=IntegerField())
    drafts = Window(Count("pk", filter=Q(state=PaperState.DRAFT)))
    shown = list(
        rows.annotate(first=first, drafts=drafts, whole=Window(Count("pk")))
        .select_related("issuer")
        .order_by("first", "created_at")[:MOST]
    )
    if not shown:
        return BoardSection(PAPERS, "Không có văn bản nào chờ ký.", 50)
    table = BoardTable(
        f"Văn bản chưa ký năm {asked.year}",
        (Head("Văn bản"), Head("Cơ quan"), Head("Tình trạng", "state"), Head("Lập ngày", "date")),
        [
            (
                Cell(
                    f"{paper_kinds[paper.kind].label}: {paper.title}",
                    reverse("paper_detail", args=[paper.pk]),
                ),
                Cell(paper.issuer.name),
                Cell(paper.state_words, tone="waiting" if paper.state == PaperState.PRINTED else "neutral"),
                Cell(timezone.localtime(paper.created_at).date()),
            )
            for paper in shown
        ],
        printed=3,
    )
    whole, drafts_all = shown[0].whole, shown[0].drafts
    return BoardSection(
        PAPERS,
        f"{whole - drafts_all} văn bản đã in, chờ ký; {drafts_all} bản nháp.",
        50,
        table=table,
        url=reverse("paper_list"),
        url_label="Mọi văn bản",
        note=f"Nêu {len(shown)}/{whole} văn bản, đã in trước, lâu nhất trước." if whole > len(shown) else "",
    )


def difficulties(asked: Asked) -> BoardSection | None:
    if asked.as_of:
        return cannot_tell(DIFFICULTIES, "chỉ biết khó khăn nào đang chờ hôm nay", order=55)
    here = Q(place__path__contains=[asked.place.pk]) | Q(plan__place=asked.place)
    rows = Difficulty.objects.visible_to(asked.actor).filter(here, state__in=OPEN)
    counted = rows.aggregate(all=Count("pk"), since=Min("raised_at"))
    if not counted["all"]:
        return BoardSection(DIFFICULTIES, "Không có khó khăn, vướng mắc nào đang chờ.", 55)
    now = timezone.now()
    shown = rows.order_by("raised_at", "id")[:MOST]
    table = BoardTable(
        "Khó khăn, vướng mắc đang chờ, lâu nhất trước",
        (Head("Khó khăn, vướng mắc"), Head("Đơn vị"), Head("Tình trạng", "state"), Head("Đã chờ")),
        [
            (
                Cell(_short(row.text), reverse("difficulty_detail", args=[row.pk])),
                Cell(row.body_name),
                Cell(str(row.get_state_display()), tone=TONES[row.state]),
                Cell(waited_words(row.waited(now))),
            )
            for row in shown
        ],
        printed=3,
    )
    longest = waited_words(now - counted["since"])
    finding = f"{counted['all']} khó khăn, vướng mắc đang chờ, lâu nhất {longest}."
    return BoardSection(
        DIFFICULTIES,
        finding,
        55,
        table=table,
        url=reverse("difficulty_list"),
        url_label="Mọi khó khăn, vướng mắc",
    )


def _short(text: str, most: int = 140) -> str:
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} …"


_IN_HAND = (FileState.DRAFT, FileState.WAITING, FileState.ASSESSED, FileState.RETURNED)
_SENT = (FileState.SENT, FileState.RECEIVED, FileState.CONCLUDED)


def files(asked: Asked) -> BoardSection | None:
    """Files of communes, units, clans and hamlets of the year, title by title."""
    if asked.place.level == Level.HAMLET or not asked.actor.may_anywhere(Permission.ASSESSMENT_READ):
        return None
    here = Q(place__path__contains=[asked.place.pk]) | Q(authority_place=asked.place)
    counted: dict[str, Counter[str]] = {}
    rows = Assessment.objects.visible_to(asked.actor).filter(here, year=asked.year)
    for title, state, count in rows.order_by().values_list("title", "state").annotate(count=Count("pk")):
        counted.setdefault(title, Counter())[state] += count
    if not counted:
        return None
    if asked.as_of:
        return cannot_tell(FILES, "chỉ biết tình trạng hồ sơ hôm nay", order=58)
    table = BoardTable(
        f"Hồ sơ đánh giá năm {asked.year} theo danh hiệu",
        (
            Head("Danh hiệu"),
            Head("Đang tự đánh giá", "number"),
            Head("Đã gửi, đang xét", "number"),
            Head("Được công nhận", "number"),
            Head("Không được công nhận", "number"),
        ),
        [
            (
                Cell(
                    Title(title).label,
                    f"{reverse('assessment_list')}?{urlencode({'title': title, 'year': asked.year, 'place': asked.place.pk})}",
                ),
                Cell(sum(states[one] for one in _IN_HAND)),
                Cell(sum(states[one] for one in _SENT)),
                Cell(states[FileState.RECOGNISED]),
                Cell(states[FileState.REFUSED]),
            )
            for title, states in sorted(counted.items())
        ],
    )
    sent = sum(states[one] for states in counted.values() for one in _SENT)
    held = sum(states[FileState.RECOGNISED] for states in counted.values())
    finding = (
        f"{format_number(sent)} hồ sơ đang chờ xét, {format_number(held)} được công nhận năm {asked.year}."
    )
    return BoardSection(
        FILES, finding, 58, table=table, url=reverse("assessment_list"), url_label="Mọi hồ sơ"
    )
