from django.urls import include, path

from hoctap.recognition import case_views, evidence_views, views
from hoctap.recognition.own_answers import views as own_views
from hoctap.recognition.rescoring import views as rescoring_views

urlpatterns = [
    path("", include("hoctap.recognition.certificates.urls")),
    path("", include("hoctap.recognition.commune_meetings.urls")),
    path("", include("hoctap.recognition.complaints.urls")),
    path("", include("hoctap.recognition.correcting.urls")),
    path("", include("hoctap.recognition.other_titles.urls")),
    path("", include("hoctap.recognition.posting.urls")),
    path("", include("hoctap.recognition.results.urls")),
    path("", include("hoctap.recognition.stated_figures.urls")),
    path("", include("hoctap.recognition.result_lists.urls")),
    path("", include("hoctap.recognition.result_exports.urls")),
    path("", include("hoctap.recognition.meetings.urls")),
    # /recognition/rounds/
    path("recognition/rounds/", views.round_list, name="round_list"),
    path("recognition/rounds/new/", views.round_new, name="round_new"),
    path("recognition/rounds/<uuid:pk>/", views.round_detail, name="round_detail"),
    path("recognition/rounds/<uuid:pk>/enrol/", views.round_enrol, name="round_enrol"),
    path("recognition/rounds/<uuid:pk>/close/", views.round_close, name="round_close"),
    path("recognition/rounds/<uuid:pk>/submission/", views.round_submission, name="round_submission"),
    path("recognition/rounds/<uuid:pk>/days/", views.round_days, name="round_days"),
    path("recognition/rounds/<uuid:pk>/late/", views.lateentry_new, name="lateentry_new"),
    path("recognition/rounds/<uuid:pk>/reopen/", views.round_reopen, name="round_reopen"),
    path("recognition/rounds/<uuid:pk>/reminders/", views.reminder_list, name="reminder_list"),
    path(
        "recognition/rounds/<uuid:pk>/reminders/<uuid:hamlet_pk>/", views.reminder_copy, name="reminder_copy"
    ),
    # /recognition/roads/
    path("recognition/roads/", views.road_list, name="road_list"),
    path("recognition/roads/new/", views.road_new, name="road_new"),
    path("recognition/roads/<uuid:pk>/end/", views.road_end, name="road_end"),
    path("recognition/rounds/<uuid:pk>/case/", case_views.round_case, name="round_case"),
    path("recognition/rounds/<uuid:pk>/rescore/", rescoring_views.round_rescore, name="round_rescore"),
    path("recognition/rescorings/<uuid:pk>/stop/", rescoring_views.rescoring_stop, name="rescoring_stop"),
    path(
        "recognition/rescorings/<uuid:pk>/resume/", rescoring_views.rescoring_resume, name="rescoring_resume"
    ),
    # a hamlet in a round
    path("recognition/rounds/<uuid:pk>/list/<uuid:hamlet_pk>/", views.entry_list, name="entry_list"),
    path(
        "recognition/rounds/<uuid:pk>/list/<uuid:hamlet_pk>/register-all/",
        views.entry_register_all,
        name="entry_register_all",
    ),
    path(
        "recognition/rounds/<uuid:pk>/list/<uuid:hamlet_pk>/nominate/",
        views.entry_nominate,
        name="entry_nominate",
    ),
    path(
        "recognition/rounds/<uuid:pk>/list/<uuid:hamlet_pk>/carry-over/",
        views.entry_carry_over,
        name="entry_carry_over",
    ),
    path(
        "recognition/rounds/<uuid:pk>/list/<uuid:hamlet_pk>/carry-over/<uuid:act_pk>/undo/",
        views.entry_carry_undo,
        name="entry_carry_undo",
    ),
    path("recognition/rounds/<uuid:pk>/review/<uuid:hamlet_pk>/", views.review_list, name="review_list"),
    path(
        "recognition/rounds/<uuid:pk>/list/<uuid:hamlet_pk>/sheets/", own_views.own_sheets, name="own_sheets"
    ),
    path(
        "recognition/rounds/<uuid:pk>/list/<uuid:hamlet_pk>/score-sheets/",
        views.entry_score_sheets,
        name="entry_score_sheets",
    ),
    # /own/: by the link of a household or citizen
    path("own/", own_views.own_answers, name="own_answers"),
    path("own/<str:token>/", own_views.own_open, name="own_open"),
    # the commune's desk
    path("recognition/rounds/<uuid:pk>/review/", views.review_queue, name="review_queue"),
    path("recognition/rounds/<uuid:pk>/review/accept/", views.review_accept, name="review_accept"),
    path("recognition/rounds/<uuid:pk>/review/shares/", views.review_shares, name="review_shares"),
    path("recognition/rounds/<uuid:pk>/sample/<uuid:hamlet_pk>/", views.review_sample, name="review_sample"),
    path("recognition/sampled/<uuid:pk>/check/", views.review_check, name="review_check"),
    path("recognition/dossiers/<uuid:pk>/verdict/", views.review_verdict, name="review_verdict"),
    path("recognition/dossiers/<uuid:pk>/undo-acceptance/", views.review_undo, name="review_undo"),
    path("recognition/dossiers/<uuid:pk>/withdraw/", views.withdrawal_new, name="withdrawal_new"),
    path("recognition/withdrawals/<uuid:pk>/undo/", views.withdrawal_undo, name="withdrawal_undo"),
    # /recognition/submissions/, /recognition/decisions/
    path("recognition/submissions/<uuid:pk>/decide/", views.submission_decide, name="submission_decide"),
    path(
        "recognition/submissions/<uuid:pk>/withdraw/", views.submission_withdraw, name="submission_withdraw"
    ),
    path("recognition/decisions/<uuid:pk>/", views.decision_detail, name="decision_detail"),
    path("recognition/decisions/<uuid:pk>/amend/", views.decision_amend, name="decision_amend"),
    path("recognition/decisions/<uuid:pk>/drop/", views.decision_drop, name="decision_drop"),
    path("recognition/people/", views.measure_people, name="measure_people"),
    # /recognition/dossiers/
    path("recognition/dossiers/", views.dossier_list, name="dossier_list"),
    path("recognition/dossiers/<uuid:pk>/", views.dossier_detail, name="dossier_detail"),
    path("recognition/dossiers/<uuid:pk>/score/", views.dossier_score, name="dossier_score"),
    path(
        "recognition/dossiers/<uuid:pk>/keep-points/", views.dossier_keep_points, name="dossier_keep_points"
    ),
    path("recognition/dossiers/<uuid:pk>/evidence/", views.dossier_evidence, name="dossier_evidence"),
    path(
        "recognition/dossiers/<uuid:pk>/evidence/reuse/", evidence_views.dossier_reuse, name="dossier_reuse"
    ),
    path("recognition/uses/<uuid:pk>/detach/", evidence_views.dossier_detach, name="dossier_detach"),
    path("recognition/dossiers/<uuid:pk>/sheet/", views.dossier_sheet, name="dossier_sheet"),
    path("recognition/dossiers/<uuid:pk>/questions/", views.dossier_questions, name="dossier_questions"),
    path("recognition/dossiers/<uuid:pk>/own-link/", own_views.dossier_own_link, name="dossier_own_link"),
    path(
        "recognition/dossiers/<uuid:pk>/own-link/revoke/",
        own_views.dossier_own_revoke,
        name="dossier_own_revoke",
    ),
]
