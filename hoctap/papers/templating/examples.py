"""One paper of each kind, of an invented commune and invented people."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from hoctap.papers.content import (
    AnnexRow,
    CaseIndexContent,
    CaseRow,
    DecisionContent,
    HandoverContent,
    HandoverRow,
    InvitationContent,
    LetterContent,
    Letterhead,
    Line,
    MinutesContent,
    NominationContent,
    NominationRow,
    NoticeContent,
    PaperContent,
    Part,
    PlanContent,
    PostingListContent,
    ProceedingsContent,
    ProposalContent,
    RecordContent,
    ReportColumn,
    ReportContent,
    ReportRow,
    ReportSection,
    ReportTable,
    ResultRow,
    ResultsReportContent,
    RosterContent,
    RulingContent,
    ScoreAuthor,
    ScoreRow,
    ScoreSheetContent,
    Section,
    Signer,
    SubmissionContent,
    SubmissionRow,
    TargetResult,
    TitleVote,
)

MARK = "MẪU CHƯA XÁC THỰC — bộ tiêu chí chưa đối chiếu bản in"
HAMLET = Letterhead(parent_name="Xã Bình Thử", issuer_name="Ấp 1", place_name="Bình Thử", year=2024)
COMMITTEE = Letterhead(
    parent_name="Ủy ban nhân dân\nhuyện Thử Nghiệm",
    issuer_name="Ủy ban nhân dân\nxã Bình Thử",
    place_name="Bình Thử",
    year=2024,
    symbol="QĐ-UBND",
)
ASSOCIATION = Letterhead(
    parent_name="Hội Khuyến học huyện Thử Nghiệm",
    issuer_name="Hội Khuyến học xã Bình Thử",
    place_name="Bình Thử",
    year=2024,
    symbol="TTr-HKH",
)
BASES = (
    "Căn cứ Luật Tổ chức chính quyền địa phương",
    "Căn cứ Kế hoạch số 01/KH-UBND ngày 31 tháng 01 năm 2024 của Ủy ban nhân dân huyện Thử Nghiệm về đẩy "
    "mạnh "
    "phong trào học tập suốt đời năm 2024",
    "Theo đề nghị của Chủ tịch Hội Khuyến học xã Bình Thử tại Tờ trình số 07/TTr-HKH ngày 10 tháng 11 "
    "năm 2024",
)
CHAIRMAN = Signer(
    authority_lines=("TM. Ủy ban nhân dân", "KT. Chủ tịch"), title="Phó Chủ tịch", name="Trần Thị Ướm"
)
FAMILY_NAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi")
GIVEN_NAMES = ("Văn Ẩn", "Thị Ướm", "Hữu Lượng", "Ngọc Ánh", "Minh Đường", "Kim Chuyền", "Quốc Ngữ")


def head_name(number: int) -> str:
    return f"{FAMILY_NAMES[number % 8]} {GIVEN_NAMES[number % 7]}"


MINUTES = MinutesContent(
    letterhead=HAMLET,
    summary="Họp bình xét danh hiệu “Gia đình học tập” năm 2024",
    venue="Nhà văn hóa Ấp 1, xã Bình Thử.",
    chair_line="Ông Lê Hữu Lượng, Trưởng ấp.",
    secretary_line="Bà Phạm Ngọc Ánh, Chi hội trưởng Chi hội Khuyến học ấp.",
    started_at=datetime(2024, 10, 5, 19, 0),
    ended_at=datetime(2024, 10, 5, 20, 45),
    households_invited=412,
    households_present=287,
    attendees=("Ban công tác Mặt trận ấp: ông Võ Quốc Ngữ, Trưởng ban.",
        "Tổ trưởng các Tổ Nhân dân tự quản số 1 đến số 9."),
    proceedings=(
        "Chủ trì nêu mục đích cuộc họp, tiêu chuẩn của danh hiệu và đọc danh sách hộ đăng ký theo từng Tổ.",
        "Các Tổ trưởng báo cáo kết quả chấm điểm của Tổ; người dự họp trao đổi từng trường hợp còn ý kiến.",
    ),
    votes=(
        TitleVote(
            "Gia đình học tập", registered=390, considered=385, agreed=379, excepted=6, votes_for=281,
            votes_against=2, votes_abstained=4,
            dissent=("Một đại diện hộ của Tổ 3 đề nghị bình xét lại vào quý I năm sau với hộ mới đến",),
        ),
        TitleVote("Công dân học tập", unit="người", registered=520, considered=520, agreed=520, excepted=0,
                  votes_for=287, votes_against=0, votes_abstained=0),
    ),
    conclusion=("Lập danh sách đề nghị công nhận gửi Hội Khuyến học xã trước ngày 15 tháng 10 năm 2024.",),
    secretary=Signer("Thư ký", "Phạm Ngọc Ánh"),
    household_representative=Signer("Đại diện hộ", ""),
    chair=Signer("Chủ trì", "Lê Hữu Lượng"),
    sample_mark=MARK,
)  # fmt: skip

NOMINATION = NominationContent(
    letterhead=HAMLET,
    summary="Đề nghị công nhận danh hiệu “Gia đình học tập” năm 2024",
    addressee="Hội Khuyến học xã Bình Thử",
    introduction=(
        "Theo biên bản họp bình xét ngày 05 tháng 10 năm 2024, Ấp 1 lập danh sách các hộ được cuộc họp "
        "thống nhất "
        "đề nghị công nhận danh hiệu “Gia đình học tập” năm 2024 như sau:",
    ),
    rows=tuple(
        NominationRow(
            order=number,
            head_name=head_name(number),
            birth_year=1950 + number % 45 if number % 5 else None,
            group_name=f"Tổ {number % 9 + 1}",
            total_points=Decimal(80 + number % 20) + (Decimal("0.5") if number % 4 == 0 else 0),
            note="Giữ vững năm thứ 3" if number % 6 == 0 else "",
        )
        for number in range(1, 61)
    ),
    association_head=Signer("Chi hội trưởng", "Phạm Ngọc Ánh"),
    front_head=Signer("Trưởng Ban\ncông tác Mặt trận", "Võ Quốc Ngữ"),
    hamlet_head=Signer("Trưởng ấp", "Lê Hữu Lượng"),
    sample_mark=MARK,
)

POSTING = PostingListContent(
    letterhead=replace(ASSOCIATION, symbol=""),
    summary="Hộ gia đình được đề nghị công nhận danh hiệu “Gia đình học tập” năm 2024",
    introduction=("Niêm yết từ ngày 05/11/2024 đến hết ngày 09/11/2024, tại: nhà văn hóa, bảng tin (Ấp 1).",),
    rows=tuple(AnnexRow(number, head_name(number), f"Ấp {number // 31 + 1}") for number in range(1, 61)),
    closing=(
        "Ai có ý kiến về danh sách này thì gửi phản ánh, kiến nghị đến Hội Khuyến học xã Bình Thử trước khi hết "
        "thời gian niêm yết. Tên người phản ánh được giữ kín.",
    ),
    signer=Signer("Chủ tịch", "Đinh Thế Mỹ"),
    sample_mark=MARK,
)

SUBMISSION = SubmissionContent(
    letterhead=ASSOCIATION,
    summary="Về việc công nhận danh hiệu “Gia đình học tập” năm 2024",
    recipients=("Ủy ban nhân dân xã Bình Thử",),
    legal_bases=BASES[1:2],
    body=(
        "Hội Khuyến học xã Bình Thử đã tổng hợp biên bản họp bình xét và danh sách đề nghị công nhận của "
        "các ấp, kiểm "
        "tra hồ sơ và kính trình Ủy ban nhân dân xã xem xét, công nhận danh hiệu “Gia đình học tập” năm "
        "2024 cho 1.213 "
        "gia đình, cụ thể như sau:",
    ),
    rows=(
        SubmissionRow("Ấp 1", 412, 390, 379),
        SubmissionRow("Ấp 2", 388, 371, 352),
        SubmissionRow("Ấp 3", 507, None, 482),
    ),
    total=SubmissionRow("Cộng", 1307, 761, 1213),
    closing=("Kính trình Ủy ban nhân dân xã xem xét, quyết định.",),
    enclosures=("Danh sách đề nghị công nhận của 03 ấp", "Biên bản họp bình xét của 03 ấp"),
    copies=("Như trên", "Hội Khuyến học huyện (để báo cáo)", "Lưu: VT"),
    signer=Signer(authority_lines=("TM. Ban Thường vụ",), title="Chủ tịch", name="Huỳnh Minh Đường"),
    sample_mark=MARK,
)

DECISION = DecisionContent(
    letterhead=COMMITTEE,
    summary="Về việc công nhận danh hiệu “Gia đình học tập” năm 2024",
    authority="Chủ tịch Ủy ban nhân dân xã Bình Thử",
    legal_bases=BASES,
    articles=(
        "Công nhận danh hiệu “Gia đình học tập” năm 2024 cho 120 gia đình trên địa bàn xã Bình Thử (có "
        "Phụ lục danh "
        "sách kèm theo).",
        "Quyết định này có hiệu lực kể từ ngày ký.",
        "Công chức Văn hóa - Xã hội, Chủ tịch Hội Khuyến học xã, Trưởng các ấp và các gia đình có tên "
        "tại Điều 1 chịu "
        "trách nhiệm thi hành Quyết định này.",
    ),
    copies=("Như Điều 3", "Ủy ban nhân dân huyện (để báo cáo)", "Hội Khuyến học huyện", "Lưu: VT, VHXH"),
    signer=CHAIRMAN,
    annex_name="Danh sách gia đình được công nhận\ndanh hiệu “Gia đình học tập” năm 2024",
    issued_by="Chủ tịch Ủy ban nhân dân xã Bình Thử",
    annex_rows=tuple(
        AnnexRow(number, head_name(number), f"Ấp {number // 41 + 1}") for number in range(1, 121)
    ),
    sample_mark=MARK,
)

REPORT = ResultsReportContent(
    letterhead=replace(COMMITTEE, symbol="BC-UBND"),
    summary="Kết quả công nhận danh hiệu “Gia đình học tập” năm 2024",
    recipients=("Ủy ban nhân dân huyện Thử Nghiệm", "Hội Khuyến học huyện Thử Nghiệm"),
    introduction=(
        "Thực hiện Kế hoạch số 01/KH-UBND ngày 31 tháng 01 năm 2024 của Ủy ban nhân dân huyện Thử "
        "Nghiệm, Ủy ban nhân "
        "dân xã Bình Thử báo cáo kết quả như sau:",
    ),
    targets=(
        TargetResult(
            statement="85% gia đình được công nhận danh hiệu “Gia đình học tập”",
            plan="Kế hoạch số 01/KH-UBND",
            deadline_text="trước ngày 15 tháng 11 năm 2024",
            numerator=1213,
            denominator=1307,
            percent=Decimal("92.8079"),
            is_met=True,
            late=12,
        ),
    ),
    rows=(
        ResultRow("Ấp 1", 412, 390, 379, 0, Decimal("91.990"), Decimal("97.179"), 14),
        ResultRow("Ấp 2", 388, 371, 352, 12, Decimal("90.722"), Decimal("94.879"), -3),
        ResultRow("Ấp Mỹ Thạnh Đông", 507, None, 482, None, Decimal("95.069"), None, None),
    ),
    total=ResultRow("Toàn xã", 1307, 761, 1213, 12, Decimal("92.808"), Decimal("96.058"), 0),
    as_of=date(2024, 11, 14),
    notes=("Ghi chú: dấu “—” là chưa có số liệu; so với năm trước tính trên địa giới hiện nay.",),
    sections=(
        Section("3. Tồn tại, nguyên nhân", ("Một số hộ đi làm ăn xa chưa được bình xét trong năm.",)),
        Section("4. Kiến nghị", ("Đề nghị Hội Khuyến học huyện cung cấp mẫu phiếu chính thức.",)),
    ),
    copies=("Như trên", "TT Đảng ủy, HĐND xã", "Lưu: VT, VHXH"),
    signer=Signer(authority_lines=("TM. Ủy ban nhân dân",), title="Chủ tịch", name="Bùi Quốc Ngữ"),
    sample_mark=MARK,
)

SCORE_SHEET = ScoreSheetContent(
    letterhead=HAMLET,
    summary="Danh hiệu “Gia đình học tập” năm 2024",
    head_name="Nguyễn Văn Ẩn",
    hamlet_name="Ấp 1",
    group_name="Tổ Nhân dân tự quản số 3",
    dossier_code="BT-2024-0117",
    edition_name="Mẫu tham khảo của phần mềm, 100 điểm (chưa xác thực)",
    rows=tuple(
        row
        for group in range(1, 4)
        for row in (
            ScoreRow("", f"{'I' * group}. Nhóm tiêu chí thứ {group}", max_points=Decimal(33 + (group == 1))),
            *(
                ScoreRow(
                    f"{group}.{item}",
                    f"Nội dung thứ {item} của nhóm: mọi thành viên trong độ tuổi đều tham gia học tập",
                    clause=f"Mục {group}, khoản {item}",
                    max_points=Decimal(8),
                    by_family=Decimal("7.5"),
                    by_hamlet=Decimal(7) if item != 2 else None,
                    by_commune=None,
                )
                for item in range(1, 5)
            ),
        )
    ),
    total=ScoreRow(
        "", "Tổng điểm", max_points=Decimal(100), by_family=Decimal("90"), by_hamlet=Decimal("86.5")
    ),
    authors=(
        ScoreAuthor(
            "Gia đình tự chấm", "Nguyễn Văn Ẩn", entered_by="Phạm Ngọc Ánh", scored_on=date(2024, 9, 20)
        ),
        ScoreAuthor(
            "Tổ, ấp chấm", "Lê Hữu Lượng", scored_on=date(2024, 10, 5), reason="thống nhất tại họp Tổ"
        ),
        ScoreAuthor("Xã thẩm định"),
    ),
    threshold_text="đạt từ 80 điểm",
    family=Signer("Chủ hộ", "Nguyễn Văn Ẩn"),
    hamlet=Signer("Tổ, ấp", "Lê Hữu Lượng"),
    commune=Signer("Xã thẩm định", ""),
    sample_mark=MARK,
)

RECORD = RecordContent(
    letterhead=replace(COMMITTEE, symbol="TB-UBND"),
    kind_name="Thông báo",
    summary="Về việc trả lời yêu cầu đối với dữ liệu cá nhân",
    recipients=("Ông Nguyễn Văn Ẩn, Ấp 1",),
    parts=(
        Part(paragraphs=("Ủy ban nhân dân xã Bình Thử đã nhận yêu cầu của ông và trả lời như sau.",)),
        Part("1. Yêu cầu", lines=(Line("Nội dung", "Xem, nhận bản sao"), Line("Mã hồ sơ"))),
    ),
    closing="Trân trọng thông báo",
    copies=("Như trên", "Lưu: VT"),
    signer=CHAIRMAN,
    sample_mark=MARK,
)

HANDOVER = HandoverContent(
    letterhead=Letterhead(
        parent_name="",
        issuer_name="Hội Khuyến học xã Bình Thử",
        place_name="Bình Thử",
        year=2026,
        dated_on=date(2026, 11, 2),
    ),
    summary="Bàn giao công việc của Chủ tịch",
    decision="Quyết định số 25/QĐ-HKH ngày 30 tháng 10 năm 2026",
    venue="Hội Khuyến học xã Bình Thử",
    giver_line="Trần Thị Ướm, Chủ tịch, Hội Khuyến học xã Bình Thử",
    receiver_line="Lê Hữu Lượng, Phó Chủ tịch, Hội Khuyến học xã Bình Thử",
    rows=(
        HandoverRow(
            "Văn bản chưa ký", 2, ("Tờ trình: Đề nghị công nhận (bản nháp)", "Báo cáo năm 2026 (bản nháp)")
        ),
        HandoverRow("Hồ sơ chờ xã xét", 1, ("Ấp 1, đợt 2026: 112 hồ sơ",)),
    ),
    things=("01 máy tính xách tay", "Hồ sơ giấy đợt 2026, 02 hộp"),
    conclusion=("Bên nhận tiếp tục các việc trên từ ngày bàn giao",),
    giver=Signer("Bên giao", "Trần Thị Ướm"),
    receiver=Signer("Bên nhận", "Lê Hữu Lượng"),
    witness=Signer("Xác nhận của lãnh đạo"),
    sample_mark=MARK,
)

CASE_INDEX = CaseIndexContent(
    letterhead=Letterhead(issuer_name="Hội Khuyến học xã Bình Thử", place_name="Bình Thử", year=2024),
    summary="Hồ sơ công nhận danh hiệu “Gia đình học tập” năm 2024",
    rows=(
        CaseRow(1, "", "05/10/2024", "Biên bản họp bình xét: Họp bình xét Ấp 1", "Ban nhân dân Ấp 1", "1–2"),
        CaseRow(
            2,
            "07/QĐ-UBND",
            "08/11/2024",
            "Quyết định: Công nhận danh hiệu",
            "Ủy ban nhân dân xã Bình Thử",
            "3",
            "Bản in, chưa có bản chụp đã ký",
        ),
    ),
    notes=("Trần Thị Ướm được phép kiêm việc ở bước “Xét hồ sơ”",),
    missing=("Biên bản họp bình xét Ấp 2: chưa có",),
    page_count=3,
    signer=Signer("Người lập hồ sơ", "Lê Hữu Lượng"),
    sample_mark=MARK,
)

_FAMILY, _CITIZEN = "Gia đình học tập", "Công dân học tập"
RECOGNISED = ReportTable(
    caption="Bảng 1. Kết quả công nhận các mô hình học tập năm 2026",
    columns=(
        ReportColumn("TT", 0.5),
        ReportColumn("Ấp, khóm", 2.2, "left"),
        ReportColumn("Tổng số hộ"),
        ReportColumn("Đăng ký", groups=(_FAMILY,)),
        ReportColumn("Công nhận", groups=(_FAMILY,)),
        ReportColumn("%", groups=(_FAMILY,)),
        ReportColumn("Ước đến 31/12", 1.2, groups=(_FAMILY,), is_estimate=True),
        ReportColumn("Ghi chú", 1.4, "left"),
    ),
    rows=(
        *(
            ReportRow((f"{number}", f"Ấp {number}", "412", "390", "379", "91,99", "385", ""))
            for number in range(1, 13)
        ),
        ReportRow(("13", "Ấp Mỹ Thạnh Đông", "507", "—", "482", "95,07", "490", "Số đăng ký chưa có")),
        ReportRow(("", "Cộng", "5.451", "4.680", "5.030", "92,28", "5.110", ""), is_total=True),
    ),
    notes=("Ghi chú: dấu “—” là chưa có số liệu; số ước in nghiêng.",),
)
WIDE = ReportTable(
    caption="Bảng 2. Số liệu theo từng tháng",
    columns=(
        ReportColumn("TT", 0.5),
        ReportColumn("Đơn vị", 2.4, "left"),
        *(
            ReportColumn(name, groups=(f"Quý {quarter}", group))
            for quarter in ("I", "II", "III")
            for group in (_FAMILY, _CITIZEN)
            for name in ("Đăng ký", "Công nhận", "Tỷ lệ")
        ),
    ),
    rows=tuple(
        ReportRow((f"{number}", f"Ấp {number}", *("1.234", "1.187", "96,19") * 6), estimates=(19,))
        for number in range(1, 31)
    ),
    notes=("Nguồn: sổ công nhận của xã.",),
)
PERIODIC = ReportContent(
    letterhead=replace(COMMITTEE, symbol="BC-UBND", year=2026),
    summary="Kết quả xây dựng các mô hình học tập năm 2026",
    addressees=("Ủy ban nhân dân tỉnh Thử Nghiệm", "Hội Khuyến học tỉnh Thử Nghiệm"),
    introduction=("Ủy ban nhân dân xã Bình Thử báo cáo kết quả năm 2026 như sau:",),
    sections=(
        ReportSection(
            "1. Kết quả",
            (
                "Toàn xã có 13 ấp; số liệu tính đến ngày 14 tháng 11 năm 2026 lấy từ sổ công nhận của xã, "
                "số ước đến ngày 31 tháng 12 do các ấp ước và ký tên.",
            ),
            (RECOGNISED,),
        ),
        ReportSection("2. Theo từng tháng", (), (WIDE,)),
        ReportSection("3. Tồn tại, nguyên nhân", ("Một số hộ đi làm ăn xa chưa được bình xét trong năm.",)),
        ReportSection("4. Kiến nghị", ("Đề nghị tỉnh cung cấp mẫu phiếu chính thức.",)),
    ),
    closing="Trên đây là báo cáo kết quả xây dựng các mô hình học tập năm 2026",
    signer=CHAIRMAN,
    recipients=("Như trên", "TT Đảng ủy, HĐND xã"),
    copies=("Lưu: VT, VHXH",),
    sample_mark=MARK,
)

ORDER = PlanContent(
    letterhead=replace(COMMITTEE, symbol="KH-UBND", year=2026),
    summary="Xây dựng xã hội học tập năm 2026",
    legal_bases=("Thực hiện kế hoạch của Ủy ban nhân dân tỉnh về xây dựng xã hội học tập năm 2026",),
    introduction=("Ủy ban nhân dân xã Bình Thử xây dựng kế hoạch thực hiện như sau:",),
    sections=(
        ReportSection("I. MỤC ĐÍCH, YÊU CẦU", ("Mọi người dân được học tập thường xuyên.",)),
        ReportSection(
            "II. CHỈ TIÊU", ("Chỉ tiêu giao từng ấp theo bảng sau.",), (replace(RECOGNISED, caption=""),)
        ),
        ReportSection("III. TỔ CHỨC THỰC HIỆN", ("Các ấp báo cáo trước ngày 15 tháng 11 năm 2026.",)),
    ),
    closing="Trên đây là kế hoạch xây dựng xã hội học tập năm 2026",
    signer=CHAIRMAN,
    recipients=("Ủy ban nhân dân tỉnh (để báo cáo)", "Các ấp"),
    copies=("Lưu: VT",),
    sample_mark=MARK,
)
RULING = RulingContent(
    letterhead=replace(COMMITTEE, year=2026),
    summary="Về việc kiện toàn Ban Chỉ đạo xây dựng xã hội học tập xã Bình Thử",
    authority="Chủ tịch Ủy ban nhân dân xã Bình Thử",
    legal_bases=BASES[:1] + BASES[2:],
    sections=(
        ReportSection(
            "", ("Kiện toàn Ban Chỉ đạo gồm các ông, bà sau đây:", "Ông Bùi Quốc Ngữ, Trưởng Ban.")
        ),
        ReportSection("Nhiệm vụ của Ban Chỉ đạo", ("Chỉ đạo, kiểm tra, tổng kết hằng năm.",)),
        ReportSection("", ("Các ông, bà có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này.",)),
    ),
    signer=Signer("Chủ tịch", "Bùi Quốc Ngữ"),
    recipients=("Như Điều 3",),
    copies=("Lưu: VT",),
    sample_mark=MARK,
)
NOTICE = NoticeContent(
    letterhead=replace(COMMITTEE, symbol="TB-UBND", year=2026),
    summary="Thời gian nộp hồ sơ đăng ký danh hiệu “Gia đình học tập” năm 2026",
    sections=(ReportSection("", ("Các hộ nộp hồ sơ tại nhà văn hóa ấp trước ngày 30 tháng 9 năm 2026.",)),),
    signer=CHAIRMAN,
    recipients=("Các ấp",),
    copies=("Lưu: VT",),
    sample_mark=MARK,
)
PROPOSAL = ProposalContent(
    letterhead=replace(ASSOCIATION, year=2026),
    summary="Về việc hỗ trợ kinh phí tổ chức Tuần lễ học tập suốt đời năm 2026",
    addressees=("Ủy ban nhân dân xã Bình Thử",),
    sections=(
        ReportSection("1. Sự cần thiết", ("Tuần lễ được tổ chức hằng năm ở 13 ấp.",)),
        ReportSection("2. Đề nghị", ("Hội đề nghị hỗ trợ kinh phí theo dự toán kèm theo.",)),
    ),
    closing="Kính trình Ủy ban nhân dân xã xem xét, quyết định",
    signer=Signer("Chủ tịch", "Huỳnh Minh Đường", authority_lines=("TM. Ban Chấp hành",)),
    recipients=("Như trên",),
    copies=("Lưu: VT",),
    sample_mark=MARK,
)
PROCEEDINGS = ProceedingsContent(
    letterhead=replace(COMMITTEE, symbol="BB-UBND", year=2026),
    summary="Họp Ban Chỉ đạo xây dựng xã hội học tập quý III năm 2026",
    lines=(
        Line("Thời gian bắt đầu", "08 giờ 00 phút, ngày 03 tháng 9 năm 2026."),
        Line("Địa điểm", "Trụ sở Ủy ban nhân dân xã Bình Thử."),
        Line("Thành phần tham dự", "Thành viên Ban Chỉ đạo."),
        Line("Chủ trì (chủ tọa)", "Ông Bùi Quốc Ngữ, Trưởng Ban."),
        Line("Thư ký"),
    ),
    sections=(
        ReportSection("Nội dung", ("Các thành viên báo cáo kết quả quý III.", "Trưởng Ban kết luận.")),
    ),
    closing="Cuộc họp kết thúc vào 10 giờ 30 phút cùng ngày",
    left=Signer("Thư ký", "Phạm Ngọc Ánh"),
    signer=Signer("Chủ tọa", "Bùi Quốc Ngữ"),
    copies=("Lưu: VT",),
    sample_mark=MARK,
)
ROSTER = RosterContent(
    letterhead=replace(COMMITTEE, symbol="", year=2026),
    summary="Cán bộ, hội viên dự tập huấn công tác khuyến học năm 2026",
    sections=(
        ReportSection(
            tables=(
                ReportTable(
                    columns=(
                        ReportColumn("TT", 0.5),
                        ReportColumn("Họ và tên", 3, "left"),
                        ReportColumn("Chức vụ", 2, "left"),
                    ),
                    rows=tuple(
                        ReportRow((f"{number}", head_name(number), "Chi hội trưởng"))
                        for number in range(1, 26)
                    ),
                ),
            ),
        ),
    ),
    closing="Danh sách có 25 người",
    signer=CHAIRMAN,
    sample_mark=MARK,
)
INVITATION = InvitationContent(
    letterhead=replace(COMMITTEE, symbol="GM-UBND", year=2026),
    summary="Dự lễ phát động Tuần lễ học tập suốt đời năm 2026",
    addressees=("Hội Khuyến học xã Bình Thử", "Trưởng các ấp"),
    introduction=("Ủy ban nhân dân xã Bình Thử trân trọng kính mời dự lễ phát động:",),
    lines=(
        Line("Thời gian", "07 giờ 30 phút, ngày 01 tháng 10 năm 2026."),
        Line("Địa điểm", "Nhà văn hóa xã Bình Thử."),
    ),
    closing="Rất mong quý vị đến dự đúng giờ",
    signer=CHAIRMAN,
    recipients=("Như trên",),
    copies=("Lưu: VT",),
    sample_mark=MARK,
)
LETTER = LetterContent(
    letterhead=replace(COMMITTEE, symbol="UBND-VX", year=2026),
    summary="Rà soát, báo cáo số liệu đăng ký danh hiệu “Gia đình học tập” năm 2026",
    unit_symbol="VX",
    urgency="urgent",
    addressees=("Hội Khuyến học xã Bình Thử", "Trưởng các ấp"),
    sections=(
        ReportSection("", ("Ủy ban nhân dân xã đề nghị rà soát số hộ đăng ký của từng Tổ.",)),
        ReportSection("", ("Kết quả gửi về Ủy ban nhân dân xã trước ngày 15 tháng 10 năm 2026.",)),
    ),
    signer=CHAIRMAN,
    recipients=("Như trên",),
    copies=("Lưu: VT",),
    sample_mark=MARK,
)

SAMPLES: dict[str, PaperContent] = {
    sample.kind: sample
    for sample in (
        MINUTES,
        NOMINATION,
        POSTING,
        SUBMISSION,
        DECISION,
        REPORT,
        SCORE_SHEET,
        HANDOVER,
        RECORD,
        CASE_INDEX,
        PERIODIC,
        ORDER,
        RULING,
        NOTICE,
        PROPOSAL,
        PROCEEDINGS,
        ROSTER,
        INVITATION,
        LETTER,
    )
}
