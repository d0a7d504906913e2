"""How the trail calls what this app keeps: never by the name of whoever left it."""

from django.urls import reverse

from hoctap.audit.registry import rows_named
from hoctap.portal.models import DataRequest, Door, SignUp

SUBJECTS = {
    "portal.door": rows_named(
        "Cổng thông tin",
        lambda actor: Door.objects.visible_to(actor).select_related("place"),
        str,
        lambda door: reverse("door_setting", query={"place": door.place_id}),
    ),
    "portal.signup": rows_named(
        "Đăng ký dự lớp",
        lambda actor: SignUp.objects.visible_to(actor).select_related("class_door__activity"),
        lambda row: f"một lượt đăng ký, {row.class_door.activity.title}",
        lambda row: reverse("classdoor_detail", args=[row.class_door.activity_id]),
    ),
    "portal.datarequest": rows_named(
        "Yêu cầu về dữ liệu gửi qua cổng",
        lambda actor: DataRequest.objects.visible_to(actor),
        str,
        lambda row: reverse("datarequest_detail", args=[row.pk]),
    ),
}
