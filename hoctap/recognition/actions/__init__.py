"""A season, one verb at a time: open, enter, meet, nominate, review, submit, decide, amend, close."""

from hoctap.recognition.actions.commune import (
    TypedVerdict,
    prepare_submission,
    review_hamlet,
    review_page,
    withdraw_submission,
)
from hoctap.recognition.actions.days import allow_late_entry, reopen_round, set_days
from hoctap.recognition.actions.deciding import (
    amend_decision,
    decision_signed,
    drop_decision,
    prepare_decision,
)
from hoctap.recognition.actions.entering import (
    TypedRow,
    register_all,
    save_list,
    score_by_criteria,
)
from hoctap.recognition.actions.evidencing import (
    attach_evidence,
    attach_record,
    attach_several,
    detach_evidence,
    keep_points,
    reuse_evidence,
    use_chosen,
)
from hoctap.recognition.actions.hamlet import nominate, nominate_without_meeting
from hoctap.recognition.actions.queue import accept_many, undo_acceptance
from hoctap.recognition.actions.reminders import note_reminder
from hoctap.recognition.actions.roads import end_road, keep_road
from hoctap.recognition.actions.rounds import close_round, enrol_households, open_round
from hoctap.recognition.actions.sampling import draw_sample, record_check, return_list, set_review
from hoctap.recognition.actions.withdrawing import restore_registration, withdraw_registration
from hoctap.recognition.correcting.actions import drop_correction, take_out_of_submission
from hoctap.recognition.meetings.actions import (
    CallForm,
    MeetingForm,
    TypedVote,
    call_meeting,
    correct_meeting,
    drop_call,
    end_quorum,
    keep_sign_in_sheet,
    move_meeting,
    record_meeting,
    set_quorum,
    tick_present,
)
from hoctap.recognition.objecting.actions import answer_at_meeting, take_objection

__all__ = [
    "CallForm",
    "MeetingForm",
    "TypedRow",
    "TypedVerdict",
    "TypedVote",
    "accept_many",
    "allow_late_entry",
    "amend_decision",
    "answer_at_meeting",
    "attach_evidence",
    "attach_record",
    "attach_several",
    "call_meeting",
    "close_round",
    "correct_meeting",
    "decision_signed",
    "detach_evidence",
    "draw_sample",
    "drop_call",
    "drop_correction",
    "drop_decision",
    "end_quorum",
    "end_road",
    "enrol_households",
    "keep_points",
    "keep_road",
    "keep_sign_in_sheet",
    "move_meeting",
    "nominate",
    "nominate_without_meeting",
    "note_reminder",
    "open_round",
    "prepare_decision",
    "prepare_submission",
    "record_check",
    "record_meeting",
    "register_all",
    "reopen_round",
    "restore_registration",
    "return_list",
    "reuse_evidence",
    "review_hamlet",
    "review_page",
    "save_list",
    "score_by_criteria",
    "set_days",
    "set_quorum",
    "set_review",
    "take_objection",
    "take_out_of_submission",
    "tick_present",
    "undo_acceptance",
    "use_chosen",
    "withdraw_registration",
    "withdraw_submission",
]
