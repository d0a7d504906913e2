"""The parts of a public door, each switched on by itself."""

from django.db import models


class Part(models.TextChoices):
    CLASSES = "classes", "Lớp, buổi sắp tới"
    SIGNUPS = "signups", "Đăng ký dự lớp qua cổng"
    BOOKS = "books", "Tìm sách trong thư viện, tủ sách"
    HOLDS = "holds", "Đặt giữ sách qua cổng"
    MATERIALS = "materials", "Tài liệu học"
    SURVEYS = "surveys", "Khảo sát đang mở, “Cần gì học nấy”"
    FIGURES = "figures", "Số liệu đã công khai"
    BODIES = "bodies", "Xã, ấp, đơn vị, dòng họ được công nhận"
    FAMILIES = "families", "Gia đình học tập được công nhận: tên chủ hộ và ấp"
    REQUESTS = "requests", "Yêu cầu về dữ liệu của chính mình"
    DATA = "data", "Dữ liệu mở: mục lục sách, lịch lớp"


TAKES_NAMES = (Part.SIGNUPS, Part.HOLDS, Part.REQUESTS)
"""People write their names there: a privacy notice of the commune must be in force."""
NAMES_PEOPLE = (Part.FAMILIES,)
FIRST = (Part.CLASSES, Part.BOOKS, Part.MATERIALS, Part.SURVEYS, Part.FIGURES)
"""Ticked on a new form: they name nobody and take no names."""
NEEDS = {Part.SIGNUPS: Part.CLASSES, Part.HOLDS: Part.BOOKS}
"""A part that stands on the pages of another."""
