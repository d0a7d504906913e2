"""What the trail says of this app, in Vietnamese."""

AREA = "Khảo sát nhu cầu"

EVENTS = {
    "surveys.form.made": "Lập mẫu phiếu khảo sát",
    "surveys.form.edited": "Sửa mẫu phiếu khảo sát",
    "surveys.form.published": "Ban hành bản của mẫu phiếu khảo sát",
    "surveys.form.drafted": "Soạn bản mới của mẫu phiếu khảo sát",
    "surveys.campaign.made": "Lập đợt khảo sát nhu cầu",
    "surveys.campaign.changed": "Sửa đợt khảo sát nhu cầu",
    "surveys.campaign.opened": "Mở đợt khảo sát nhu cầu",
    "surveys.campaign.version_renewed": "Dùng bản mới của mẫu trong đợt khảo sát",
    "surveys.campaign.closed": "Kết thúc đợt khảo sát, lập nhu cầu",
    "surveys.tally.recorded": "Ghi biểu quyết nhu cầu tại cuộc họp ấp",
    "surveys.tally.withdrawn": "Bỏ lần ghi biểu quyết, có lý do",
    "surveys.response.taken": "Ghi phiếu khảo sát hỏi tại nhà",
    "surveys.response.withdrawn": "Bỏ một phiếu khảo sát, có lý do",
    "surveys.batch.begun": "Lập tập phiếu giấy",
    "surveys.batch.entered": "Nhập phiếu giấy của một tập",
    "surveys.wish_box.opened": "Mở trang nhận đề nghị học",
    "surveys.wish_box.closed": "Đóng trang nhận đề nghị học",
    "surveys.wish.recorded": "Ghi đề nghị học của người dân",
    "surveys.wish.sorted": "Ghi đề nghị học thành nhu cầu",
    "surveys.wish.answered": "Trả lời đề nghị học",
    "surveys.wish.dropped": "Bỏ đề nghị không phải về học, xóa lời đã gửi",
    "surveys.wish.wisher_forgotten": "Xóa tên, điện thoại của người gửi đề nghị học",
    "surveys.need.recorded": "Ghi nhu cầu đoàn thể nêu",
    "surveys.need.met": "Ghi nhu cầu đã đáp ứng",
    "surveys.need.answered": "Trả lời nhu cầu chưa đáp ứng",
    "surveys.need.reopened": "Tính lại nhu cầu là chưa đáp ứng",
}
