"""Every right there is, with the words a commune officer reads, and the roles that bundle them.

A role is given at a place and reaches all the places below it; what it has in `here` holds at the place itself. What a role may do is
written here once; where it may do it is data (`accounts.RoleAssignment`).
"""

from enum import StrEnum


class Permission(StrEnum):
    description: str

    def __new__(cls, value: str, description: str = "") -> "Permission":
        member = str.__new__(cls, value)
        member._value_ = value
        member.description = description
        return member

    PLACE_READ = "place.read", "Tra cứu địa bàn qua các thời kỳ"
    PLACE_EDIT = "place.edit", "Lập và sửa danh sách ấp, khóm, Tổ"
    BOUNDARY_CHANGE = "boundary.change", "Ghi sắp xếp đơn vị hành chính"
    ACCOUNT_MANAGE = "account.manage", "Cấp tài khoản, giao vai trò"
    DUTY_WAIVE = "duty.waive", "Đặt quy định phân việc, cho phép kiêm việc có lý do"
    AUDIT_READ = "audit.read", "Xem nhật ký"
    HOUSEHOLD_READ = "household.read", "Xem sổ hộ gia đình"
    HOUSEHOLD_EDIT = "household.edit", "Sửa sổ hộ: thêm, sửa, ghi chuyển đến, chuyển đi"
    HOUSEHOLD_IMPORT = "household.import", "Nhập danh sách hộ từ tệp"
    SUBJECT_REQUEST = "subject.request", "Giải quyết yêu cầu về dữ liệu cá nhân"
    INCIDENT_RECORD = "incident.record", "Ghi sự cố về dữ liệu cá nhân, thông báo trong 72 giờ"
    PLAN_READ = "plan.read", "Xem kế hoạch và chỉ tiêu"
    PLAN_EDIT = "plan.edit", "Nhập kế hoạch và chỉ tiêu"
    TASK_REPORT = (
        "task.report",
        "Nhận việc được giao trong kế hoạch, báo tiến độ, ghi số liệu, nêu khó khăn, vướng mắc",
    )
    TASK_FOLLOW = (
        "task.follow",
        "Theo dõi, đôn đốc, xác nhận việc trong kế hoạch; tổng hợp, trả lời khó khăn, vướng mắc",
    )
    DIFFICULTY_DECIDE = "difficulty.decide", "Quyết định hướng giải quyết khó khăn, vướng mắc"
    ROAD_KEEP = "road.keep", "Đặt quy trình công nhận của địa bàn"
    LABEL_KEEP = "label.keep", "Nhập tên chỉ số theo bản in của văn bản"
    EDITION_READ = "edition.read", "Xem bộ tiêu chí"
    EDITION_KEEP = "edition.keep", "Nhập và ban hành bộ tiêu chí của địa bàn"
    TITLE_KEEP = "title.keep", "Thêm danh hiệu của phong trào ở địa phương và bộ tiêu chí của danh hiệu ấy"
    ROUND_OPEN = "round.open", "Mở đợt công nhận"
    DOSSIER_READ = "dossier.read", "Xem hồ sơ công nhận"
    DOSSIER_ENTER = "dossier.enter", "Ghi đăng ký, điểm gia đình tự chấm và điểm của Tổ, ấp"
    DOSSIER_REVIEW = "dossier.review", "Ghi điểm thẩm định của xã, trả lại hồ sơ"
    EVIDENCE_READ = "evidence.read", "Xem minh chứng"
    EVIDENCE_ADD = "evidence.add", "Thêm minh chứng"
    MEETING_RECORD = "meeting.record", "Ghi kết quả họp bình xét"
    NOMINATE = "nominate", "Lập danh sách đề nghị công nhận của ấp"
    SUBMISSION_PREPARE = "submission.prepare", "Lập tờ trình của Hội Khuyến học"
    DECISION_PREPARE = "decision.prepare", "Soạn quyết định công nhận"
    DECISION_SIGN = "decision.sign", "Ký quyết định, ghi số và ngày sau khi ký"
    COMPLAINT_READ = "complaint.read", "Xem khiếu nại về quyết định công nhận"
    CERTIFICATE_ISSUE = "certificate.issue", "Cấp giấy công nhận, ghi sổ theo dõi cấp giấy"
    ASSESSMENT_READ = "assessment.read", "Xem hồ sơ đánh giá của xã, đơn vị, dòng họ"
    ASSESSMENT_ENTER = "assessment.enter", "Lập hồ sơ đánh giá, ghi số liệu, minh chứng, gửi hồ sơ"
    ASSESSMENT_JUDGE = "assessment.judge", "Tiếp nhận, đánh giá hồ sơ gửi đến; lập hội đồng, soạn quyết định"
    ASSESSMENT_DECIDE = "assessment.decide", "Ký quyết định công nhận, văn bản từ chối của cơ quan đánh giá"
    PAPER_READ = "paper.read", "Xem văn bản"
    PAPER_FILE = "paper.file", "Ghi số, ngày và bản đã ký của văn bản"
    STORAGE_READ = "storage.read", "Xem dung lượng lưu trữ tệp"
    RESULT_READ = "result.read", "Xem kết quả so với chỉ tiêu"
    REPORT_PREPARE = "report.prepare", "Lập báo cáo kết quả"
    REPORT_RECEIVE = "report.receive", "Yêu cầu, nhận, trả lại báo cáo của cấp dưới"
    CENTRE_READ = "centre.read", "Xem hồ sơ, chương trình, hoạt động của trung tâm học tập cộng đồng"
    CENTRE_KEEP = "centre.keep", "Ghi hồ sơ, chương trình, hoạt động của trung tâm học tập cộng đồng"
    PROGRAMME_APPROVE = "programme.approve", "Phê duyệt chương trình năm của trung tâm học tập cộng đồng"
    ATTENDANCE_TAKE = "attendance.take", "Ghi hoạt động đã diễn ra, điểm danh, ghi số người dự"
    SURVEY_RUN = "survey.run", "Lập mẫu, mở đợt khảo sát nhu cầu học tập"
    NEED_ENTER = "need.enter", "Ghi phiếu khảo sát, nhu cầu học tập của người dân"
    PARTNER_KEEP = "partner.keep", "Ghi chương trình phối hợp, việc đối tác cam kết"
    ASSOCIATION_READ = "association.read", "Xem mạng lưới Hội Khuyến học"
    ASSOCIATION_KEEP = "association.keep", "Ghi chi hội, Ban khuyến học, hội viên, buổi học tập, quán triệt"
    SCHOOLING_READ = "schooling.read", "Xem phổ cập giáo dục, danh sách vận động ra lớp"
    SCHOOLING_KEEP = "schooling.keep", "Ghi mức độ phổ cập giáo dục"
    SCHOOLING_VISIT = "schooling.visit", "Ghi vận động người học ra lớp"
    LIBRARY_READ = "library.read", "Xem thư viện, tủ sách, mục lục sách, số liệu"
    LIBRARY_KEEP = "library.keep", "Ghi thư viện, tủ sách, sách, dịch vụ, luân chuyển, lượt bạn đọc"
    LIBRARY_LEND = "library.lend", "Cho mượn, nhận trả sách; xem ai đang mượn"
    MATERIAL_PROPOSE = "material.propose", "Đề xuất, biên soạn học liệu; ghi bản in đã phát"
    MATERIAL_REVIEW = "material.review", "Thẩm định học liệu"
    MATERIAL_PUBLISH = "material.publish", "Công bố, rút học liệu"
    MOVEMENT_READ = "movement.read", "Xem lịch ngày lễ, tuần lễ, phong trào thi đua"
    MOVEMENT_KEEP = "movement.keep", "Phát động, tổng kết phong trào; đặt lịch ngày lễ, tuần lễ"
    MOVEMENT_JOIN = (
        "movement.join",
        "Ghi kế hoạch, kết quả của ngày lễ, tuần lễ; đơn vị đăng ký phong trào, kết quả",
    )
    PORTAL_KEEP = "portal.keep", "Bật, tắt các phần của cổng thông tin cho người dân"
    FIGURES_PUBLISH = (
        "figures.publish",
        "Bật, tắt trang công khai số liệu tổng hợp; công khai số liệu một năm",
    )
    BACKUP_READ = "backup.read", "Xem các lần sao lưu"
    BACKUP_RUN = "backup.run", "Sao lưu ngay, ngoài lần chạy hằng đêm"
    BACKUP_STOP = "backup.stop", "Dừng một lần sao lưu đang chạy"


_READS = {
    Permission.PLACE_READ,
    Permission.HOUSEHOLD_READ,
    Permission.PLAN_READ,
    Permission.DOSSIER_READ,
    Permission.EVIDENCE_READ,
    Permission.PAPER_READ,
    Permission.RESULT_READ,
    Permission.ASSESSMENT_READ,
    Permission.EDITION_READ,
}


# Of the learning centre's year and of the libraries: who reads one part of a commune reads the others.
_CENTRE_READS = {
    Permission.CENTRE_READ,
    Permission.ASSOCIATION_READ,
    Permission.SCHOOLING_READ,
    Permission.LIBRARY_READ,
    Permission.MOVEMENT_READ,
}


class Role(StrEnum):
    label: str
    permissions: frozenset[Permission]
    here: frozenset[Permission]
    """Those of them that hold at the place of the role and not below it."""

    def __new__(
        cls,
        value: str,
        label: str = "",
        permissions: frozenset[Permission] = frozenset(),
        here: frozenset[Permission] = frozenset(),
    ) -> "Role":
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.permissions = permissions | here
        member.here = here
        return member

    COMMUNE_ADMIN = (
        "commune_admin",
        "Quản trị của xã",
        frozenset(
            _READS
            | _CENTRE_READS
            | {
                Permission.TASK_REPORT,
                Permission.TASK_FOLLOW,
                Permission.PLACE_EDIT,
                Permission.ACCOUNT_MANAGE,
                Permission.AUDIT_READ,
                Permission.STORAGE_READ,
                Permission.HOUSEHOLD_EDIT,
                Permission.HOUSEHOLD_IMPORT,
                Permission.SUBJECT_REQUEST,
                Permission.INCIDENT_RECORD,
                Permission.PLAN_EDIT,
                Permission.BACKUP_READ,
                Permission.BACKUP_RUN,
                Permission.BACKUP_STOP,
                Permission.CENTRE_KEEP,
                Permission.ATTENDANCE_TAKE,
                Permission.SURVEY_RUN,
                Permission.NEED_ENTER,
                Permission.PARTNER_KEEP,
                Permission.SCHOOLING_KEEP,
                Permission.SCHOOLING_VISIT,
                Permission.LIBRARY_KEEP,
                Permission.MATERIAL_PROPOSE,
                Permission.MATERIAL_REVIEW,
                Permission.MOVEMENT_KEEP,
                Permission.MOVEMENT_JOIN,
                Permission.PORTAL_KEEP,
            }
        ),
    )
    ASSOCIATION_OFFICER = (
        "association_officer",
        "Cán bộ Hội Khuyến học xã",
        frozenset(
            _READS
            | _CENTRE_READS
            | {
                Permission.TASK_REPORT,
                Permission.TASK_FOLLOW,
                Permission.PLACE_EDIT,
                Permission.HOUSEHOLD_EDIT,
                Permission.HOUSEHOLD_IMPORT,
                Permission.PLAN_EDIT,
                Permission.ROAD_KEEP,
                Permission.LABEL_KEEP,
                Permission.TITLE_KEEP,
                Permission.ROUND_OPEN,
                Permission.DOSSIER_ENTER,
                Permission.DOSSIER_REVIEW,
                Permission.EVIDENCE_ADD,
                Permission.MEETING_RECORD,
                Permission.NOMINATE,
                Permission.SUBMISSION_PREPARE,
                Permission.DECISION_PREPARE,
                Permission.COMPLAINT_READ,
                Permission.CERTIFICATE_ISSUE,
                Permission.PAPER_FILE,
                Permission.REPORT_PREPARE,
                Permission.ASSESSMENT_ENTER,
                Permission.ATTENDANCE_TAKE,
                Permission.SURVEY_RUN,
                Permission.NEED_ENTER,
                Permission.PARTNER_KEEP,
                Permission.ASSOCIATION_KEEP,
                Permission.SCHOOLING_VISIT,
                Permission.MATERIAL_PROPOSE,
                Permission.MOVEMENT_KEEP,
                Permission.MOVEMENT_JOIN,
            }
        ),
        frozenset({Permission.ASSESSMENT_JUDGE}),
    )
    HAMLET_HEAD = (
        "hamlet_head",
        "Trưởng ấp, trưởng khóm",
        frozenset(
            _READS
            | _CENTRE_READS
            | {
                Permission.TASK_REPORT,
                Permission.DOSSIER_ENTER,
                Permission.EVIDENCE_ADD,
                Permission.MEETING_RECORD,
                Permission.NOMINATE,
                Permission.PAPER_FILE,
                Permission.ATTENDANCE_TAKE,
                Permission.NEED_ENTER,
                Permission.SCHOOLING_VISIT,
                Permission.LIBRARY_LEND,
                Permission.MATERIAL_PROPOSE,
                Permission.MOVEMENT_JOIN,
            }
        ),
    )
    CHAIR = (
        "chair",
        "Chủ tịch, Phó Chủ tịch UBND xã",
        frozenset(
            _READS
            | _CENTRE_READS
            | {
                Permission.TASK_REPORT,
                Permission.TASK_FOLLOW,
                Permission.DIFFICULTY_DECIDE,
                Permission.AUDIT_READ,
                Permission.DUTY_WAIVE,
                Permission.DECISION_SIGN,
                Permission.COMPLAINT_READ,
                Permission.PAPER_FILE,
                Permission.PROGRAMME_APPROVE,
                Permission.MATERIAL_PUBLISH,
                Permission.MOVEMENT_KEEP,
            }
        ),
        frozenset({Permission.ASSESSMENT_DECIDE, Permission.FIGURES_PUBLISH, Permission.PORTAL_KEEP}),
    )
    CENTRE_DIRECTOR = (
        "centre_director",
        "Giám đốc, Phó Giám đốc trung tâm học tập cộng đồng",
        frozenset(
            _CENTRE_READS
            | {
                Permission.PLACE_READ,
                Permission.HOUSEHOLD_READ,
                Permission.PLAN_READ,
                Permission.RESULT_READ,
                Permission.EVIDENCE_READ,
                Permission.PAPER_READ,
                Permission.PAPER_FILE,
                Permission.TASK_REPORT,
                Permission.REPORT_PREPARE,
                Permission.CENTRE_KEEP,
                Permission.ATTENDANCE_TAKE,
                Permission.SURVEY_RUN,
                Permission.NEED_ENTER,
                Permission.PARTNER_KEEP,
                Permission.LIBRARY_KEEP,
                Permission.LIBRARY_LEND,
                Permission.MATERIAL_PROPOSE,
                Permission.MATERIAL_REVIEW,
                Permission.MOVEMENT_JOIN,
            }
        ),
    )
    LIBRARIAN = (
        "librarian",
        "Cán bộ thư viện, người giữ tủ sách",
        frozenset(
            {
                Permission.PLACE_READ,
                Permission.HOUSEHOLD_READ,
                Permission.PLAN_READ,
                Permission.RESULT_READ,
                Permission.CENTRE_READ,
                Permission.PAPER_READ,
                Permission.PAPER_FILE,
                Permission.TASK_REPORT,
                Permission.REPORT_PREPARE,
                Permission.LIBRARY_READ,
                Permission.LIBRARY_KEEP,
                Permission.LIBRARY_LEND,
                Permission.MATERIAL_PROPOSE,
                Permission.MOVEMENT_READ,
                Permission.MOVEMENT_JOIN,
            }
        ),
    )
    EDUCATION_OFFICER = (
        "education_officer",
        "Chuyên viên Sở, Phòng Giáo dục và Đào tạo",
        frozenset(
            {
                Permission.PLACE_READ,
                Permission.PLAN_READ,
                Permission.RESULT_READ,
                Permission.CENTRE_READ,
                Permission.SCHOOLING_READ,
                Permission.EDITION_READ,
                Permission.LIBRARY_READ,
                Permission.MOVEMENT_READ,
            }
        ),
        frozenset(
            {
                Permission.ASSESSMENT_READ,
                Permission.TASK_REPORT,
                Permission.TASK_FOLLOW,
                Permission.ASSESSMENT_JUDGE,
                Permission.PAPER_READ,
                Permission.PAPER_FILE,
                Permission.MATERIAL_PROPOSE,
                Permission.MATERIAL_REVIEW,
                Permission.REPORT_RECEIVE,
            }
        ),
    )
    EDUCATION_HEAD = (
        "education_head",
        "Giám đốc, Trưởng phòng Giáo dục và Đào tạo",
        frozenset(
            {
                Permission.PLACE_READ,
                Permission.PLAN_READ,
                Permission.RESULT_READ,
                Permission.CENTRE_READ,
                Permission.SCHOOLING_READ,
                Permission.EDITION_READ,
                Permission.LIBRARY_READ,
                Permission.MOVEMENT_READ,
            }
        ),
        frozenset(
            {
                Permission.ASSESSMENT_READ,
                Permission.TASK_REPORT,
                Permission.TASK_FOLLOW,
                Permission.ASSESSMENT_JUDGE,
                Permission.ASSESSMENT_DECIDE,
                Permission.PAPER_READ,
                Permission.PAPER_FILE,
                Permission.MATERIAL_PROPOSE,
                Permission.MATERIAL_REVIEW,
                Permission.MATERIAL_PUBLISH,
                Permission.REPORT_RECEIVE,
            }
        ),
    )
    SUPERVISOR = (
        "supervisor",
        "Cấp trên theo dõi",
        frozenset(
            _CENTRE_READS
            | {
                Permission.PLACE_READ,
                Permission.TASK_FOLLOW,
                Permission.PLAN_READ,
                Permission.PLAN_EDIT,
                Permission.ROAD_KEEP,
                Permission.LABEL_KEEP,
                Permission.EDITION_READ,
                Permission.EDITION_KEEP,
                Permission.TITLE_KEEP,
                Permission.RESULT_READ,
                Permission.PAPER_READ,
                Permission.DOSSIER_READ,
                Permission.EVIDENCE_READ,
                Permission.ASSESSMENT_READ,
                Permission.MATERIAL_PROPOSE,
            }
        ),
        frozenset(
            {
                Permission.TASK_REPORT,
                Permission.DIFFICULTY_DECIDE,
                Permission.MATERIAL_REVIEW,
                Permission.MATERIAL_PUBLISH,
                Permission.MOVEMENT_KEEP,
                Permission.MOVEMENT_JOIN,
                Permission.PORTAL_KEEP,
                Permission.FIGURES_PUBLISH,
            }
        ),
    )
    REPORT_GATHERER = (
        "report_gatherer",
        "Cán bộ tổng hợp báo cáo của cấp trên",
        frozenset({Permission.PLACE_READ, Permission.PLAN_READ, Permission.RESULT_READ}),
        frozenset(
            {
                Permission.REPORT_PREPARE,
                Permission.REPORT_RECEIVE,
                Permission.PAPER_READ,
                Permission.PAPER_FILE,
            }
        ),
    )
    SYSTEM_ADMIN = (
        "system_admin",
        "Quản trị hệ thống",
        frozenset(
            {
                Permission.BOUNDARY_CHANGE,
                Permission.PLACE_EDIT,
                Permission.ACCOUNT_MANAGE,
                Permission.DUTY_WAIVE,
                Permission.AUDIT_READ,
                Permission.STORAGE_READ,
                Permission.BACKUP_READ,
                Permission.BACKUP_RUN,
                Permission.BACKUP_STOP,
                Permission.INCIDENT_RECORD,
            }
        ),
    )
