from django.urls import path

from hoctap.assessments.views import files, following, history, judging

urlpatterns = [
    path("assessments/", files.assessment_list, name="assessment_list"),
    path("assessments/new/", files.assessment_new, name="assessment_new"),
    path("assessments/decide/", judging.assessment_decide, name="assessment_decide"),
    path("assessments/report/", judging.assessment_report, name="assessment_report"),
    path("assessments/<uuid:pk>/", files.assessment_detail, name="assessment_detail"),
    path("assessments/<uuid:pk>/lines/<str:line>/", files.assessment_line, name="assessment_line"),
    path("assessments/<uuid:pk>/meeting/", files.assessment_meeting, name="assessment_meeting"),
    path("assessments/<uuid:pk>/steps/<slug:do>/", files.assessment_step, name="assessment_step"),
    path("assessments/<uuid:pk>/outside/", files.assessment_outside, name="assessment_outside"),
    path("assessments/<uuid:pk>/opinions/new/", judging.opinion_new, name="opinion_new"),
    path("assessments/<uuid:pk>/case/", following.assessment_case, name="assessment_case"),
    path("assessments/<uuid:pk>/certificate/", following.filecertificate_new, name="filecertificate_new"),
    path("assessments/<uuid:pk>/objections/new/", following.fileobjection_new, name="fileobjection_new"),
    path("assessments/<uuid:pk>/complaints/new/", following.filecomplaint_new, name="filecomplaint_new"),
    path("assessments/objections/<uuid:pk>/", following.fileobjection_detail, name="fileobjection_detail"),
    path("assessments/complaints/<uuid:pk>/", following.filecomplaint_detail, name="filecomplaint_detail"),
    path("assessments/certificates/<uuid:pk>/", following.filecertificate_pdf, name="filecertificate_pdf"),
    path(
        "assessments/certificates/<uuid:pk>/handed/",
        following.filecertificate_handed,
        name="filecertificate_handed",
    ),
    path("assessments/opinions/<uuid:pk>/paper/", following.opinion_paper, name="opinion_paper"),
    path("assessments/<uuid:pk>/copy/", files.assessment_copy, name="assessment_copy"),
    path("assessments/evidence/<uuid:pk>/", files.assessment_piece, name="assessment_piece"),
    path("assessments/history/<slug:kind>/<uuid:pk>/", history.history_detail, name="history_detail"),
    path("assessments/councils/", judging.council_list, name="council_list"),
    path("assessments/councils/new/", judging.council_new, name="council_new"),
    path("assessments/councils/<uuid:pk>/", judging.council_detail, name="council_detail"),
    path("assessments/authorities/", judging.authority_list, name="authority_list"),
    path("assessments/authorities/new/", judging.authority_new, name="authority_new"),
    path("assessments/authorities/<uuid:pk>/end/", judging.authority_end, name="authority_end"),
]
