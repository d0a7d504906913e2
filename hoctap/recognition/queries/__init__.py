"""Reads of a season shaped for its screens: a fixed number of SQL queries each."""

from hoctap.recognition.carrying.queries import InheritedShare, inherited_by_hamlet, inherited_share
from hoctap.recognition.queries.behind import (
    PARTS,
    about_url,
    dossiers_behind,
    dossiers_of_household,
    households_without_dossier,
    part_label,
)
from hoctap.recognition.queries.dossiers import DossierPage, columns_of, criteria_of, dossier_page
from hoctap.recognition.queries.entering import EntryPage, EntryRow, entry_page, plain, with_typed
from hoctap.recognition.queries.meetings import ScoredRow, meeting_defaults, nomination_of, scored_rows
from hoctap.recognition.queries.questions import QuestionsPage, answered_by, questions_page, sheets_of
from hoctap.recognition.queries.reviewing import WAITING_FOR_COMMUNE, ReviewRow, review_rows
from hoctap.recognition.queries.rounds import (
    BEYOND_COMMUNE,
    BEYOND_HAMLET,
    HamletProgress,
    RoundPage,
    next_year,
    round_page,
)

__all__ = [
    "BEYOND_COMMUNE",
    "BEYOND_HAMLET",
    "PARTS",
    "WAITING_FOR_COMMUNE",
    "DossierPage",
    "EntryPage",
    "EntryRow",
    "HamletProgress",
    "InheritedShare",
    "QuestionsPage",
    "ReviewRow",
    "RoundPage",
    "ScoredRow",
    "about_url",
    "answered_by",
    "columns_of",
    "criteria_of",
    "dossier_page",
    "dossiers_behind",
    "dossiers_of_household",
    "entry_page",
    "households_without_dossier",
    "inherited_by_hamlet",
    "inherited_share",
    "meeting_defaults",
    "next_year",
    "nomination_of",
    "part_label",
    "plain",
    "questions_page",
    "review_rows",
    "round_page",
    "scored_rows",
    "sheets_of",
    "with_typed",
]
