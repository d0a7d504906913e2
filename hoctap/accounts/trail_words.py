"""What the trail says of this app, in Vietnamese."""

AREA = "Tài khoản, vai trò"

EVENTS = {
    "accounts.account.created": "Cấp tài khoản",
    "accounts.capacity.added": "Thêm tư cách",
    "accounts.capacity.ended": "Kết thúc tư cách",
    "accounts.capacity.corrected": "Sửa tư cách, có lý do",
    "accounts.signing_authority.given": "Ghi thẩm quyền ký",
    "accounts.signing_authority.ended": "Kết thúc thẩm quyền ký",
    "accounts.duty_rule.set": "Quy định việc phải tách người",
    "accounts.duty_waiver.given": "Cho phép kiêm việc",
    "accounts.duty_waiver.ended": "Thôi cho phép kiêm việc",
    "accounts.duty_waiver.used": "Làm một bước nhờ được phép kiêm việc",
    "accounts.role.given": "Giao vai trò",
    "accounts.role.taken_back": "Rút vai trò",
    "accounts.password.reset": "Cấp lại mật khẩu",
    "accounts.password.changed": "Tự đổi mật khẩu",
    "accounts.slip.used": "Tự đặt mật khẩu bằng phiếu cấp tài khoản",
    "accounts.device.ended": "Đăng xuất một thiết bị của mình",
    "accounts.devices.ended": "Đăng xuất các thiết bị khác của mình",
    "accounts.sessions.ended": "Đăng xuất một người khỏi mọi thiết bị",
    "accounts.lockout.lifted": "Cho thử đăng nhập lại sau nhiều lần sai",
    "accounts.second_factor.app_added": "Đặt ứng dụng tạo mã cho tài khoản của mình",
    "accounts.second_factor.key_added": "Thêm khóa bảo mật cho tài khoản của mình",
    "accounts.second_factor.removed": "Bỏ một cách xác thực hai lớp của mình",
    "accounts.second_factor.codes_renewed": "Lập mã dự phòng mới",
    "accounts.second_factor.reset": "Gỡ xác thực hai lớp của một người tại chỗ",
    "accounts.identity.linked": "Gắn tài khoản định danh vào tài khoản của mình",
    "accounts.identity.unlinked": "Gỡ tài khoản định danh khỏi tài khoản của mình",
    "accounts.account.deactivated": "Khóa tài khoản",
    "accounts.account.reactivated": "Mở lại tài khoản",
}
