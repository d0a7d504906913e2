"""Own links: the one that a token opens, what its holder sees, and who of a hamlet has none yet."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from hoctap.core import tokens
from hoctap.core.actor import Actor
from hoctap.core.dates import VIETNAM, last_day_before, today
from hoctap.core.refusals import Reason
from hoctap.criteria.models import Title
from hoctap.criteria.printed.queries import Labels, labels_for
from hoctap.places.models import Place
from hoctap.recognition.answers import column_points
from hoctap.recognition.models import (
    CitizenWay,
    Dossier,
    DossierState,
    RecognitionRound,
    RoundState,
)
from hoctap.recognition.own_answers import rules
from hoctap.recognition.own_answers.models import PURPOSE, OwnLink
from hoctap.recognition.standing import is_inherited

OPEN_TO_ANSWERS = {DossierState.LISTED, DossierState.REGISTERED, DossierState.SCORED}


def holder_of(link: OwnLink) -> Actor:
    """Who holds the link is whoever has the sheet: the trail says so and claims no name."""
    word = Title(link.dossier.title).subject_word
    return Actor(name=f"Người mở đường dẫn riêng của {word}", held_link=link.pk)


def entry_ends_on(season: RecognitionRound) -> dt.date:
    """The last day of entering: that of scoring where it is held, else the day before the round's deadline or the end of its year."""
    scoring = season.frozen_road.step("scoring")
    held = season.frozen_road.last_day("scoring", season.year) if scoring and scoring.is_held else None
    if held is not None:
        return held
    return last_day_before(season.before_on) if season.before_on else dt.date(season.year, 12, 31)


def expires_at(season: RecognitionRound) -> dt.datetime:
    return dt.datetime.combine(entry_ends_on(season) + dt.timedelta(days=1), dt.time(), tzinfo=VIETNAM)


def season_facts(season: RecognitionRound) -> rules.SeasonFacts:
    return rules.SeasonFacts(
        name=str(season),
        is_open=season.state == RoundState.OPEN,
        ends_on=entry_ends_on(season),
        results_only=season.citizen_way == CitizenWay.RESULTS_ONLY,
        today=today(),
    )


def hamlet_has_scored(dossier: Dossier) -> bool:
    """By its own hand: what was carried over from last year is no answer to this year's."""
    if dossier.hamlet_total is None and not column_points(dossier, "hamlet"):
        return False
    return not is_inherited(dossier, "hamlet")


def answering_reasons(link: OwnLink, dossier: Dossier, account: str = "") -> list[Reason]:
    return rules.answering_blockers(
        rules.AnswerFacts(
            season=season_facts(dossier.round),
            is_expired=link.expires_at <= timezone.now(),
            hamlet_has_scored=hamlet_has_scored(dossier),
            step="" if dossier.state in OPEN_TO_ANSWERS else dossier.get_state_display(),
            account=account,
        )
    )


def _links() -> QuerySet[OwnLink]:
    return OwnLink.objects.filter(revoked_at__isnull=True).select_related(
        "dossier__round__edition", "dossier__round__place", "dossier__hamlet", "dossier__household__head", "dossier__person"
    )  # fmt: skip


def link_of(token: str) -> OwnLink | None:
    """The link with this token, while it is not replaced or taken back."""
    return _links().filter(token_hash=tokens.kept_form(token, PURPOSE)).first()


def link_in_hand(pk: str) -> OwnLink | None:
    """The link that was opened in this session."""
    try:
        return _links().filter(pk=UUID(pk)).first()
    except ValueError:
        return None


@dataclass(frozen=True)
class OwnPage:
    link: OwnLink
    dossier: Dossier
    questions: list[dict[str, Any]]
    reasons: list[Reason]
    total: Decimal | None
    ends_on: dt.date
    label_mark: str
    """Said while words of indicators are those of a draft."""

    @property
    def title(self) -> Title:
        return Title(self.dossier.title)

    @property
    def key(self) -> str:
        """Under which the browser keeps what is not sent yet."""
        return str(self.link.pk)


def own_page(link: OwnLink, *, account: str = "", typed: dict[str, str] | None = None) -> OwnPage:
    """The questions with this household's own answers. Nothing of anybody else, and nothing the hamlet wrote."""
    dossier = link.dossier
    given = {code: _plain(points) for code, points in column_points(dossier, "self").items()}
    labels = labels_of(dossier)
    return OwnPage(
        link=link,
        dossier=dossier,
        questions=questions_of(dossier, given if typed is None else typed, labels),
        reasons=answering_reasons(link, dossier, account),
        total=dossier.self_total,
        ends_on=entry_ends_on(dossier.round),
        label_mark=labels.mark(dossier.round.edition.criteria.all()),
    )


def labels_of(dossier: Dossier) -> Labels:
    """The words of the printed text where an officer of the place entered it. One query."""
    season = dossier.round
    return labels_for(season.edition, season.place, season.last_day)


def questions_of(
    dossier: Dossier, values: dict[str, str], labels: Labels, beside: str = "", beside_label: str = ""
) -> list[dict[str, Any]]:
    """One question for each criterion: how it is asked plainly, the usual points to press, what is chosen; `beside` another column."""
    other = column_points(dossier, beside) if beside else {}
    questions = []
    for criterion in dossier.round.edition.criteria.all():
        usual = [_plain(points) for points in usual_points(criterion.max_points)]
        value = values.get(criterion.code, "")
        label = labels.of(criterion, dossier.form)
        questions.append(
            {
                "code": criterion.code,
                # A help that asks is the question itself; one that only explains stands below the criterion.
                "ask": criterion.help if "?" in criterion.help else label,
                "label": label if "?" in criterion.help else criterion.help,
                "max": criterion.max_points,
                "usual": usual,
                "value": value,
                "other": "" if value in usual else value,
                "beside": other.get(criterion.code),
                "beside_label": beside_label,
            }
        )
    return questions


def usual_points(most: Decimal) -> list[Decimal]:
    """Nothing, and from half to all of it: what people really give."""
    steps = [Decimal(0), *(most * tenth / 10 for tenth in range(5, 11))]
    return list(dict.fromkeys(step.quantize(Decimal("0.1")) for step in steps))


def _plain(points: Decimal) -> str:
    return f"{points.normalize():f}".replace(".", ",")


def may_have_links(season: RecognitionRound, hamlet: Place, group: str = "") -> QuerySet[Dossier]:
    """Dossiers of the hamlet that still take answers of their own."""
    open_rows = season.dossiers.of_people_kept().filter(hamlet=hamlet, state__in=OPEN_TO_ANSWERS)
    rows: Any = open_rows.named()
    if group:
        rows = rows.filter(household__group_name=group)
    live = OwnLink.objects.filter(dossier=OuterRef("pk"), revoked_at__isnull=True)
    return rows.annotate(has_link=Exists(live))


def link_of_dossier(dossier: Dossier) -> OwnLink | None:
    return dossier.own_links.filter(revoked_at__isnull=True).first()
