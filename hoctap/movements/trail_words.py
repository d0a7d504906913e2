"""What the trail says of this app, in Vietnamese."""

AREA = "Phong trào, ngày lễ và tuần lễ"

EVENTS: dict[str, str] = {
    "movements.observance.added": "Thêm ngày, tuần lễ vào lịch",
    "movements.observance.ended": "Thôi dùng một ngày trong lịch",
    "movements.observance.dated": "Ghi ngày của một năm theo văn bản",
    "movements.observance.reminder_set": "Đặt nhắc một ngày trong lịch",
    "movements.occasion.planned": "Lập kế hoạch sự kiện, đợt hưởng ứng",
    "movements.occasion.changed": "Sửa kế hoạch sự kiện, đợt hưởng ứng",
    "movements.occasion.cancelled": "Ghi sự kiện, đợt hưởng ứng không tổ chức",
    "movements.occasion.activities_linked": "Chọn hoạt động thuộc một đợt hưởng ứng",
    "movements.occasion.results_told": "Ghi kết quả sự kiện, đợt hưởng ứng",
    "movements.movement.launched": "Ghi phong trào, cuộc vận động",
    "movements.movement.changed": "Sửa, gia hạn phong trào",
    "movements.movement.cancelled": "Thôi thực hiện phong trào",
    "movements.movement.joined": "Ghi đơn vị đăng ký phong trào",
    "movements.movement.reviewed": "Ghi sơ kết, tổng kết phong trào",
    "movements.unit.withdrawn": "Ghi đơn vị rút khỏi phong trào",
    "movements.unit.result_recorded": "Ghi kết quả của đơn vị trong phong trào",
    "movements.crosswalk.line_added": "Nối tiêu chí của hồ sơ khác với số liệu",
    "movements.crosswalk.line_ended": "Thôi dùng một tiêu chí đã nối",
}

PAGES: dict[str, str] = {
    "movement_title": "Xem hộ gia đình trẻ đăng ký danh hiệu của phong trào",
}
