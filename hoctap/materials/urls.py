from django.urls import path

from hoctap.materials import views
from hoctap.materials.open import views as public

urlpatterns = [
    path("materials/", views.material_list, name="material_list"),
    path("materials/new/", views.material_new, name="material_new"),
    path("materials/handouts/", views.handout_list, name="handout_list"),
    path("materials/handouts/new/", views.handout_new, name="handout_new"),
    path("materials/handouts/<uuid:pk>/drop/", views.handout_drop, name="handout_drop"),
    path("materials/topics/<uuid:pk>/", views.material_topic, name="material_topic"),
    path("materials/parts/<uuid:pk>/", views.materialpart_file, name="materialpart_file"),
    path("materials/parts/<uuid:pk>/drop/", views.materialpart_drop, name="materialpart_drop"),
    path("materials/<uuid:pk>/", views.material_detail, name="material_detail"),
    path("materials/<uuid:pk>/edit/", views.material_edit, name="material_edit"),
    path("materials/<uuid:pk>/file/", views.material_file, name="material_file"),
    path("materials/<uuid:pk>/link/", views.material_link, name="material_link"),
    path("materials/<uuid:pk>/propose/", views.material_propose, name="material_propose"),
    path("materials/<uuid:pk>/review/", views.material_review, name="material_review"),
    path("materials/<uuid:pk>/approve/", views.material_approve, name="material_approve"),
    path("materials/<uuid:pk>/return/", views.material_return, name="material_return"),
    path("materials/<uuid:pk>/publish/", views.material_publish, name="material_publish"),
    path("materials/<uuid:pk>/revise/", views.material_revise, name="material_revise"),
    path("materials/<uuid:pk>/withdraw/", views.material_withdraw, name="material_withdraw"),
    path("materials/<uuid:pk>/consent/", views.material_consent, name="material_consent"),
    path("public/materials/", public.openmaterial_list, name="openmaterial_list"),
    path("public/materials/packs/", public.openpack_list, name="openpack_list"),
    path("public/materials/packs/<uuid:pk>/", public.openpack_file, name="openpack_file"),
    path("public/materials/rss.xml", public.openmaterial_feed, name="openmaterial_feed"),
    path("public/materials/sitemap.xml", public.openmaterial_sitemap, name="openmaterial_sitemap"),
    path("public/materials/oai", public.openmaterial_oai, name="openmaterial_oai"),
    path("public/materials/<uuid:pk>/", public.openmaterial_detail, name="openmaterial_detail"),
    path("public/materials/parts/<uuid:pk>/", public.openmaterial_file, name="openmaterial_file"),
    path("public/materials/parts/<uuid:pk>/read/", public.openmaterial_read, name="openmaterial_read"),
    path(
        "public/materials/parts/<uuid:pk>/<int:number>.jpg",
        public.openmaterial_page,
        name="openmaterial_page",
    ),
]
