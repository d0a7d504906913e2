"""Screens of a season: HTTP and nothing else."""

from hoctap.recognition.views.days import (
    lateentry_new,
    reminder_copy,
    reminder_list,
    round_days,
    round_reopen,
)
from hoctap.recognition.views.deciding import (
    decision_amend,
    decision_detail,
    decision_drop,
    submission_decide,
    submission_withdraw,
)
from hoctap.recognition.views.dossiers import (
    dossier_detail,
    dossier_evidence,
    dossier_keep_points,
    dossier_list,
    dossier_score,
    dossier_sheet,
)
from hoctap.recognition.views.entering import (
    entry_carry_over,
    entry_carry_undo,
    entry_list,
    entry_nominate,
    entry_register_all,
    entry_score_sheets,
)
from hoctap.recognition.views.measured import measure_people
from hoctap.recognition.views.questions import dossier_questions
from hoctap.recognition.views.queue import (
    review_accept,
    review_check,
    review_queue,
    review_sample,
    review_shares,
    review_undo,
    review_verdict,
)
from hoctap.recognition.views.reviewing import review_list
from hoctap.recognition.views.roads import road_end, road_list, road_new
from hoctap.recognition.views.rounds import (
    round_close,
    round_detail,
    round_enrol,
    round_list,
    round_new,
    round_submission,
)
from hoctap.recognition.views.withdrawing import withdrawal_new, withdrawal_undo

__all__ = [
    "decision_amend",
    "decision_detail",
    "decision_drop",
    "dossier_detail",
    "dossier_evidence",
    "dossier_keep_points",
    "dossier_list",
    "dossier_questions",
    "dossier_score",
    "dossier_sheet",
    "entry_carry_over",
    "entry_carry_undo",
    "entry_list",
    "entry_nominate",
    "entry_register_all",
    "entry_score_sheets",
    "lateentry_new",
    "measure_people",
    "reminder_copy",
    "reminder_list",
    "review_accept",
    "review_check",
    "review_list",
    "review_queue",
    "review_sample",
    "review_shares",
    "review_undo",
    "review_verdict",
    "road_end",
    "road_list",
    "road_new",
    "round_close",
    "round_days",
    "round_detail",
    "round_enrol",
    "round_list",
    "round_new",
    "round_reopen",
    "round_submission",
    "submission_decide",
    "submission_withdraw",
    "withdrawal_new",
    "withdrawal_undo",
]
