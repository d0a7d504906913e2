from django.urls import path

from hoctap.plans import views
from hoctap.plans.changes import views as changes
from hoctap.plans.contents import views as contents
from hoctap.plans.difficulties import views as difficulties
from hoctap.plans.figures import views as figures
from hoctap.plans.settling import views as settling
from hoctap.plans.tasking import calendar_views as calendar
from hoctap.plans.tasking import views as tasking

urlpatterns = [
    path("plans/", views.plan_list, name="plan_list"),
    path("plans/new/", views.plan_new, name="plan_new"),
    path("plans/<uuid:pk>/", views.plan_detail, name="plan_detail"),
    path("plans/<uuid:pk>/edit/", views.plan_edit, name="plan_edit"),
    path("plans/<uuid:pk>/targets/new/", views.target_new, name="target_new"),
    path("plans/targets/<uuid:pk>/edit/", views.target_edit, name="target_edit"),
    path("plans/targets/<uuid:pk>/drop/", views.target_drop, name="target_drop"),
    path("plans/tasks/", tasking.task_list, name="task_list"),
    path("plans/tasks/late/", tasking.late_list, name="late_list"),
    path("plans/<uuid:pk>/tasks/new/", tasking.task_new, name="task_new"),
    path("plans/tasks/<uuid:pk>/edit/", tasking.task_edit, name="task_edit"),
    path("plans/tasks/<uuid:pk>/drop/", tasking.task_drop, name="task_drop"),
    path("plans/instances/<uuid:pk>/", tasking.instance_detail, name="instance_detail"),
    path("plans/instances/entries/<uuid:pk>/file/", tasking.taskentry_file, name="taskentry_file"),
    path("plans/instances/<uuid:pk>/accept/", tasking.instance_accept, name="instance_accept"),
    path("plans/instances/<uuid:pk>/progress/", tasking.instance_progress, name="instance_progress"),
    path("plans/instances/<uuid:pk>/done/", tasking.instance_done, name="instance_done"),
    path(
        "plans/instances/<uuid:pk>/not-applicable/",
        tasking.instance_not_applicable,
        name="instance_not_applicable",
    ),
    path("plans/instances/<uuid:pk>/confirm/", tasking.instance_confirm, name="instance_confirm"),
    path("plans/instances/<uuid:pk>/send-back/", tasking.instance_send_back, name="instance_send_back"),
    path("plans/instances/<uuid:pk>/urge/", tasking.instance_urge, name="instance_urge"),
    path("plans/calendar/", calendar.plan_calendar, name="plan_calendar"),
    path("plans/calendar/links/", calendar.calendar_link_list, name="calendar_link_list"),
    path(
        "plans/calendar/links/<uuid:pk>/revoke/", calendar.calendar_link_revoke, name="calendar_link_revoke"
    ),
    path("plans/calendar/<str:token>.ics", calendar.calendar_feed, name="calendar_feed"),
    path("plans/timeline/", changes.plan_timeline, name="plan_timeline"),
    path("plans/<uuid:pk>/matrix/", calendar.plan_matrix, name="plan_matrix"),
    path("plans/<uuid:pk>/matrix/sheet/", calendar.plan_sheet, name="plan_sheet"),
    path("plans/<uuid:pk>/cascade/", changes.plan_cascade, name="plan_cascade"),
    path("plans/<uuid:pk>/changes/", changes.plan_changes, name="plan_changes"),
    path("plans/<uuid:pk>/issue/", changes.plan_issue, name="plan_issue"),
    path("plans/<uuid:pk>/amend/", changes.plan_amend, name="plan_amend"),
    path("plans/<uuid:pk>/extend/", changes.plan_extend, name="plan_extend"),
    path("plans/<uuid:pk>/end/", changes.plan_end, name="plan_end"),
    path("plans/<uuid:pk>/recipients/", contents.recipient_list, name="recipient_list"),
    path("plans/<uuid:pk>/recipients/add/", contents.recipient_add, name="recipient_add"),
    path("plans/<uuid:pk>/recipients/tell/", contents.recipient_tell, name="recipient_tell"),
    path("plans/recipients/<uuid:pk>/drop/", contents.recipient_drop, name="recipient_drop"),
    path("plans/receipts/<uuid:pk>/confirm/", contents.receipt_confirm, name="receipt_confirm"),
    path("plans/<uuid:pk>/bases/add/", contents.legalbasis_add, name="legalbasis_add"),
    path("plans/bases/<uuid:pk>/drop/", contents.legalbasis_drop, name="legalbasis_drop"),
    path("plans/<uuid:pk>/funding/add/", contents.fundingsource_add, name="fundingsource_add"),
    path("plans/funding/<uuid:pk>/drop/", contents.fundingsource_drop, name="fundingsource_drop"),
    path("plans/targets/<uuid:pk>/figures/", figures.figure_list, name="figure_list"),
    path("plans/targets/<uuid:pk>/shares/", figures.target_shares, name="target_shares"),
    path("plans/difficulties/", difficulties.difficulty_list, name="difficulty_list"),
    path("plans/<uuid:pk>/difficulties/new/", difficulties.difficulty_new, name="difficulty_new"),
    path("plans/difficulties/<uuid:pk>/", difficulties.difficulty_detail, name="difficulty_detail"),
    path("plans/difficulties/<uuid:pk>/solve/", difficulties.difficulty_solve, name="difficulty_solve"),
    path("plans/difficulties/<uuid:pk>/send/", difficulties.difficulty_send, name="difficulty_send"),
    path(
        "plans/difficulties/<uuid:pk>/withdraw/",
        difficulties.difficulty_withdraw,
        name="difficulty_withdraw",
    ),
    path("plans/matters/<uuid:pk>/", difficulties.matter_detail, name="matter_detail"),
    path("plans/matters/<uuid:pk>/propose/", difficulties.matter_propose, name="matter_propose"),
    path("plans/matters/<uuid:pk>/decide/", difficulties.matter_decide, name="matter_decide"),
    path("plans/matters/<uuid:pk>/answer/", difficulties.matter_answer, name="matter_answer"),
    path("plans/unsettled/", settling.unsettled_list, name="unsettled_list"),
    path("plans/unsettled/<str:about>/<uuid:pk>/", settling.unsettled_detail, name="unsettled_detail"),
]
