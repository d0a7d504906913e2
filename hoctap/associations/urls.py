from django.urls import URLPattern, path

from hoctap.associations import views

_ONE = "associations/<uuid:pk>/"
_CHAPTER = "associations/chapters/<uuid:pk>/"
_MEMBER = "associations/members/<uuid:pk>/"
_BRIEFING = "associations/briefings/<uuid:pk>/"

urlpatterns: list[URLPattern] = [
    path("associations/", views.association_list, name="association_list"),
    path(_ONE, views.association_detail, name="association_detail"),
    path(f"{_ONE}active/", views.association_active, name="association_active"),
    path(f"{_ONE}inherit/", views.association_inherit, name="association_inherit"),
    path(f"{_ONE}terms/new/", views.term_new, name="term_new"),
    path(f"{_ONE}closing/", views.closing_new, name="closing_new"),
    path(f"{_ONE}chapters/new/", views.chapter_new, name="chapter_new"),
    path(f"{_ONE}members/", views.association_member_list, name="association_member_list"),
    path(f"{_ONE}members/new/", views.association_member_new, name="association_member_new"),
    path(f"{_ONE}officers/new/", views.officer_new, name="officer_new"),
    path(f"{_ONE}tally/", views.membertally_new, name="membertally_new"),
    path(f"{_ONE}briefings/new/", views.briefing_new, name="briefing_new"),
    path(f"{_ONE}supports/", views.aid_list, name="aid_list"),
    path(f"{_ONE}supports/new/", views.aid_new, name="aid_new"),
    path("associations/supports/<uuid:pk>/withdraw/", views.aid_withdraw, name="aid_withdraw"),
    path(_CHAPTER, views.chapter_detail, name="chapter_detail"),
    path(f"{_CHAPTER}edit/", views.chapter_edit, name="chapter_edit"),
    path(f"{_CHAPTER}end/", views.chapter_end, name="chapter_end"),
    path(f"{_CHAPTER}officer/", views.chapter_officer, name="chapter_officer"),
    path(_MEMBER, views.association_member_detail, name="association_member_detail"),
    path(f"{_MEMBER}link/", views.association_member_link, name="association_member_link"),
    path(f"{_MEMBER}end/", views.association_member_end, name="association_member_end"),
    path("associations/officers/<uuid:pk>/end/", views.officer_end, name="officer_end"),
    path(_BRIEFING, views.briefing_detail, name="briefing_detail"),
    path(f"{_BRIEFING}attend/", views.briefing_attend, name="briefing_attend"),
]
