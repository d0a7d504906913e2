"""What the trail says of this app, in Vietnamese."""

AREA = "Bộ tiêu chí"

EVENTS = {
    "criteria.edition.published": "Ban hành bộ tiêu chí dùng trong phần mềm",
    "criteria.edition.drafted": "Lập bản nháp bộ tiêu chí",
    "criteria.edition.header_kept": "Sửa phần đầu bản nháp bộ tiêu chí",
    "criteria.edition.lines_kept": "Ghi bảng tiêu chí của bản nháp",
    "criteria.edition.workbook_taken": "Nhập bản nháp bộ tiêu chí từ tệp Excel",
    "criteria.edition.page_added": "Thêm ảnh trang in của bộ tiêu chí",
    "criteria.edition.page_dropped": "Bỏ ảnh trang in của bộ tiêu chí",
    "criteria.edition.draft_dropped": "Bỏ bản nháp bộ tiêu chí",
    "criteria.trial.asked": "Yêu cầu thử bộ tiêu chí trên hồ sơ",
    "criteria.trial.stopped": "Dừng lần thử bộ tiêu chí",
    "criteria.trial.resumed": "Chạy tiếp lần thử bộ tiêu chí",
    "criteria.trial.finished": "Thử bộ tiêu chí xong",
    "criteria.edition.ended": "Kết thúc hiệu lực bộ tiêu chí",
    "criteria.title.added": "Thêm danh hiệu của phong trào ở địa phương",
    "criteria.labels.entered": "Nhập tên chỉ số theo bản in",
}

PAGES = {
    "edition_end": "Kết thúc hiệu lực bộ tiêu chí",
    "edition_trial": "Thử bộ tiêu chí trên hồ sơ năm trước",
    "edition_try": "Thử bộ tiêu chí ở nơi nhiều hồ sơ",
    "trialrun_stop": "Dừng lần thử bộ tiêu chí",
    "trialrun_resume": "Chạy tiếp lần thử bộ tiêu chí",
}
