from django.urls import URLPattern, path, register_converter

from hoctap.evidence import views


class SubjectWord:
    """`household` or `person`."""

    regex = "household|person"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(SubjectWord, "subject")

urlpatterns: list[URLPattern] = [
    path("evidence/<uuid:pk>/file/", views.evidence_file, name="evidence_file"),
    path("evidence/<uuid:pk>/verify/", views.evidence_verify, name="evidence_verify"),
    path("evidence/<uuid:pk>/withdraw/", views.evidence_withdraw, name="evidence_withdraw"),
    path("evidence/of/<subject:word>/<uuid:pk>/", views.evidence_list, name="evidence_list"),
    path("evidence/of/<subject:word>/<uuid:pk>/add/", views.evidence_add, name="evidence_add"),
    path("evidence/pairs/", views.pair_list, name="pair_list"),
    path("evidence/pairs/<uuid:pk>/", views.pair_detail, name="pair_detail"),
]
