"""What the trail says of this app, in Vietnamese."""

AREA = "Học liệu mở"

EVENTS: dict[str, str] = {
    "materials.material.started": "Soạn học liệu mới",
    "materials.material.revised": "Lập bản mới của học liệu",
    "materials.material.withdrawn": "Rút học liệu",
    "materials.version.described": "Sửa học liệu đang soạn",
    "materials.version.consent_noted": "Ghi người đóng góp đồng ý công bố",
    "materials.version.part_added": "Thêm tệp, liên kết của học liệu",
    "materials.version.part_dropped": "Bỏ tệp, liên kết của học liệu",
    "materials.version.proposed": "Đề xuất học liệu",
    "materials.version.review_begun": "Nhận thẩm định học liệu",
    "materials.version.returned": "Trả lại học liệu để sửa",
    "materials.version.approved": "Thẩm định xong học liệu",
    "materials.version.published": "Công bố học liệu",
    "materials.version.contributor_forgotten": "Xóa tên người đóng góp học liệu",
    "materials.handout.recorded": "Ghi bản in học liệu đã phát",
    "materials.handout.dropped": "Bỏ dòng bản in đã phát ghi nhầm",
}

PAGES: dict[str, str] = {
    "material_detail": "Học liệu (người đóng góp)",
    "material_topic": "Báo cáo viên của một chuyên đề",
    "material_edit": "Sửa học liệu (người đóng góp)",
}
