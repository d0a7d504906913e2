from django.urls import path

from hoctap.intake import views

urlpatterns = [
    path("readings/", views.reading_list, name="reading_list"),
    path("readings/new/", views.reading_new, name="reading_new"),
    path("readings/<uuid:pk>/", views.reading_detail, name="reading_detail"),
    path("readings/<uuid:pk>/pages/<int:number>/", views.reading_page, name="reading_page"),
    path("readings/<uuid:pk>/stop/", views.reading_stop, name="reading_stop"),
    path("readings/<uuid:pk>/resume/", views.reading_resume, name="reading_resume"),
    path("readings/<uuid:pk>/drop/", views.reading_drop, name="reading_drop"),
    path("readings/<uuid:pk>/encoding/", views.reading_encoding, name="reading_encoding"),
    path("readings/<uuid:pk>/bodies/", views.reading_bodies, name="reading_bodies"),
    path("readings/<uuid:pk>/accept-rest/", views.reading_accept_rest, name="reading_accept_rest"),
    path("readings/<uuid:pk>/confirm/", views.reading_confirm, name="reading_confirm"),
    path("readings/<uuid:pk>/proposals/new/<str:group>/", views.proposal_new, name="proposal_new"),
    path("readings/files/<uuid:pk>/", views.readingfile_download, name="readingfile_download"),
    path("proposals/<uuid:pk>/decide/", views.proposal_decide, name="proposal_decide"),
    path("proposals/<uuid:pk>/edit/", views.proposal_edit, name="proposal_edit"),
]
