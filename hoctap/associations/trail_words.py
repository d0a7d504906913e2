"""What the trail says of this app, in Vietnamese."""

AREA = "Hội Khuyến học"

EVENTS = {
    "associations.term.recorded": "Ghi nhiệm kỳ của Hội Khuyến học",
    "associations.closing.recorded": "Ghi bàn giao của Hội Khuyến học đã kết thúc",
    "associations.chapters.taken_over": "Nhận chi hội, hội viên của các Hội đã hợp nhất",
    "associations.chapter.added": "Thêm chi hội, Ban khuyến học",
    "associations.chapter.corrected": "Sửa chi hội, Ban khuyến học",
    "associations.chapter.ended": "Ghi chi hội, Ban khuyến học thôi hoạt động",
    "associations.chapter.merged": "Nhập chi hội, Ban khuyến học",
    "associations.member.added": "Thêm tên hội viên",
    "associations.member.linked": "Gắn hội viên với người trong sổ hộ",
    "associations.member.left": "Ghi thôi là hội viên",
    "associations.member.anonymised": "Bỏ tên người đã thôi là hội viên",
    "associations.officer.appointed": "Ghi chức vụ trong Hội Khuyến học",
    "associations.officer.ended": "Ghi thôi chức vụ trong Hội Khuyến học",
    "associations.tally.recorded": "Ghi số hội viên của các chi hội",
    "associations.support.recorded": "Ghi khuyến khích, hỗ trợ người học",
    "associations.support.withdrawn": "Bỏ một lần khuyến khích, hỗ trợ ghi nhầm",
    "associations.briefing.recorded": "Ghi buổi học tập, quán triệt",
    "associations.briefing.attended": "Ghi ai dự buổi học tập, quán triệt",
}

PAGES = {
    "association_detail": "Hội Khuyến học",
    "association_active": "Cán bộ Hội và hoạt động",
    "association_member_list": "Danh sách hội viên",
    "association_member_detail": "Hội viên",
    "chapter_detail": "Chi hội, Ban khuyến học",
}
