from django.urls import path

from hoctap.recognition.posting import views

_ROUND = "recognition/rounds/<uuid:pk>/postings/"
_ONE = "recognition/postings/<uuid:pk>/"

urlpatterns = [
    path(_ROUND, views.posting_list, name="posting_list"),
    path(f"{_ROUND}new/", views.posting_new, name="posting_new"),
    path(_ONE, views.posting_detail, name="posting_detail"),
    path(f"{_ONE}end/", views.posting_end, name="posting_end"),
    path(f"{_ONE}call-off/", views.posting_call_off, name="posting_call_off"),
    path(f"{_ONE}renew/", views.posting_renew, name="posting_renew"),
    path(f"{_ONE}photo/", views.posting_photo_add, name="posting_photo_add"),
    path("recognition/posting-photos/<uuid:pk>/", views.posting_photo, name="posting_photo"),
    path("recognition/dossiers/<uuid:pk>/opt-out/", views.optout_new, name="optout_new"),
    path("recognition/opt-outs/<uuid:pk>/undo/", views.optout_undo, name="optout_undo"),
    path("recognition/dossiers/<uuid:pk>/objections/new/", views.objection_new, name="objection_new"),
    path("recognition/objections/<uuid:pk>/", views.objection_detail, name="objection_detail"),
]
