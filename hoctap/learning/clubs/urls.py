"""Addresses of clubs, culture and sport."""

from django.urls import URLPattern, path

from hoctap.learning.clubs import views as clubs
from hoctap.learning.events import views as events
from hoctap.learning.feedback import views as feedback
from hoctap.learning.regularity import views as regularity

urlpatterns: list[URLPattern] = [
    path("clubs/", clubs.club_list, name="club_list"),
    path("clubs/new/", clubs.club_new, name="club_new"),
    path("clubs/<uuid:pk>/", clubs.club_detail, name="club_detail"),
    path("clubs/<uuid:pk>/edit/", clubs.club_edit, name="club_edit"),
    path("clubs/<uuid:pk>/meet/", clubs.club_meet, name="club_meet"),
    path("clubs/<uuid:pk>/count/", clubs.club_count, name="club_count"),
    path("clubs/<uuid:pk>/end/", clubs.club_end, name="club_end"),
    path("culture/", events.culture_list, name="culture_list"),
    path("culture/new/", events.culture_new, name="culture_new"),
    path("culture/table/", events.culture_table, name="culture_table"),
    path("culture/institutions/", regularity.institution_list, name="institution_list"),
    path("culture/regular/", regularity.regularity_list, name="regularity_list"),
    path("sessions/<uuid:pk>/feedback/", feedback.feedback_edit, name="feedback_edit"),
]
