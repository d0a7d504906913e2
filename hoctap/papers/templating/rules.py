"""Which papers may have an office's own template, and how they are called. No table, no clock.

Score sheets and the index of a file are sheets of the program, not papers of an office.
"""

KIND_LABELS = {
    "plan": "Kế hoạch",
    "report": "Báo cáo",
    "ruling": "Quyết định",
    "notice": "Thông báo",
    "proposal": "Tờ trình",
    "proceedings": "Biên bản",
    "roster": "Danh sách",
    "invitation": "Giấy mời",
    "letter": "Công văn",
    "decision": "Quyết định công nhận danh hiệu",
    "submission": "Tờ trình đề nghị công nhận",
    "minutes": "Biên bản họp bình xét",
    "nomination_list": "Danh sách đề nghị công nhận",
    "posting_list": "Danh sách niêm yết",
    "results_report": "Báo cáo kết quả công nhận",
    "handover": "Biên bản bàn giao",
    "record": "Văn bản có phần, mục (trả lời, biên nhận, thông báo khác)",
}
