"""Changes of files: assessing, sending, judging, deciding; and who decides where."""

from hoctap.assessments.actions.assessing import (
    attach_evidence,
    close_self_assessment,
    detach_evidence,
    open_assessment,
    record_figure,
    record_self_meeting,
    refresh_figures,
    reopen_self_assessment,
    withdraw_file,
)
from hoctap.assessments.actions.authorities import end_authority, name_authority
from hoctap.assessments.actions.certificates import give_certificate, hand_over_certificate
from hoctap.assessments.actions.deciding import (
    decision_took_effect,
    draft_decision,
    record_outside_decision,
)
from hoctap.assessments.actions.hearing import (
    answer_file_objection,
    close_file_complaint,
    make_answer_paper,
    make_complaint_receipt,
    receive_file_complaint,
    settle_file_complaint,
    take_file_objection,
    take_up_file_complaint,
)
from hoctap.assessments.actions.judging import (
    conclude_file,
    end_council,
    record_opinion,
    set_up_council,
    take_back_conclusion,
)
from hoctap.assessments.actions.papers import make_opinion_paper, make_papers
from hoctap.assessments.actions.reporting import make_year_report
from hoctap.assessments.actions.sending import receive_file, return_file, send_file

__all__ = [
    "answer_file_objection",
    "attach_evidence",
    "close_file_complaint",
    "close_self_assessment",
    "conclude_file",
    "decision_took_effect",
    "detach_evidence",
    "draft_decision",
    "end_authority",
    "end_council",
    "give_certificate",
    "hand_over_certificate",
    "make_answer_paper",
    "make_complaint_receipt",
    "make_opinion_paper",
    "make_papers",
    "make_year_report",
    "name_authority",
    "open_assessment",
    "receive_file",
    "receive_file_complaint",
    "record_figure",
    "record_opinion",
    "record_outside_decision",
    "record_self_meeting",
    "refresh_figures",
    "reopen_self_assessment",
    "return_file",
    "send_file",
    "set_up_council",
    "settle_file_complaint",
    "take_back_conclusion",
    "take_file_objection",
    "take_up_file_complaint",
    "withdraw_file",
]
