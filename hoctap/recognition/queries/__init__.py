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
from hoctap.recognition.queries.questions import QuestionsPage, answered_by, questions_page, sheets_of
from hoctap.recognition.queries.queue import (
    ODDITIES,
    STATES,
    QueueFilter,
    QueuePage,
    groups_of,
    is_queue_key,
    queue_page,
    reviewed_hamlets,
    versions_of,
)
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
    "ODDITIES",
    "PARTS",
    "STATES",
    "WAITING_FOR_COMMUNE",
    "DossierPage",
    "EntryPage",
    "EntryRow",
    "HamletProgress",
    "InheritedShare",
    "QuestionsPage",
    "QueueFilter",
    "QueuePage",
    "ReviewRow",
    "RoundPage",
    "about_url",
    "answered_by",
    "columns_of",
    "criteria_of",
    "dossier_page",
    "dossiers_behind",
    "dossiers_of_household",
    "entry_page",
    "groups_of",
    "households_without_dossier",
    "inherited_by_hamlet",
    "inherited_share",
    "is_queue_key",
    "next_year",
    "part_label",
    "plain",
    "questions_page",
    "queue_page",
    "review_rows",
    "reviewed_hamlets",
    "round_page",
    "sheets_of",
    "versions_of",
    "with_typed",
]
