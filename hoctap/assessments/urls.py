from django.urls import path

from hoctap.assessments.views import files, history, judging

urlpatterns = [
    path("assessments/", files.assessment_list, name="assessment_list"),
    path("assessments/new/", files.assessment_new, name="assessment_new"),
    path("assessments/decide/", judging.assessment_decide, name="assessment_decide"),
    path("assessments/<uuid:pk>/", files.assessment_detail, name="assessment_detail"),
    path("assessments/<uuid:pk>/lines/<str:line>/", files.assessment_line, name="assessment_line"),
    path("assessments/<uuid:pk>/meeting/", files.assessment_meeting, name="assessment_meeting"),
    path("assessments/<uuid:pk>/steps/<slug:do>/", files.assessment_step, name="assessment_step"),
    path("assessments/<uuid:pk>/outside/", files.assessment_outside, name="assessment_outside"),
    path("assessments/<uuid:pk>/opinions/new/", judging.opinion_new, name="opinion_new"),
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
