"""What the trail says of this app, in Vietnamese."""

AREA = "Văn hóa đọc, lượt bạn đọc, luân chuyển"

EVENTS: dict[str, str] = {}

PAGES: dict[str, str] = {}
