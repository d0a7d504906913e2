"""The command `hoctap`: Django's management commands under one name, with errors in one line on stderr."""

from __future__ import annotations

import gc
import os
import sys

OURS = {
    "init": "lập một xã trên cơ sở dữ liệu trống: --place MÃ --year NĂM --admin TÊN",
    "demo": "nạp dữ liệu trình diễn với người hư cấu, in tài khoản đăng nhập",
    "serve": "chạy trang web cùng tiến trình làm việc nền",
    "import": "nhập danh sách: import households TỆP --place MÃ [--year NĂM] [--dry-run]",
    "places": "địa bàn cả nước: places load --all | --province MÃ [--dry-run]; places outlines TỆP --place MÃ --source NGUỒN; places check",
    "hamlets": "ấp, khóm: hamlets add --place MÃ TÊN…, hamlets figures --place MÃ",
    "results": "chỉ tiêu và kết quả: --place MÃ --year NĂM [--json]",
    "country": "Gia đình học tập của cả nước, từng tỉnh một dòng: [--year NĂM] [--json]",
    "criteria": "bộ tiêu chí: criteria list [--title MÃ] [--year NĂM] [--place MÃ] [--json], criteria check [MÃ|TỆP], criteria import TỆP --place MÃ",
    "recompute": "tính lại các số tổng hợp; --check chỉ so sánh",
    "rescore": "chấm lại hồ sơ từ điểm đã ghi: [--round MÃ_ĐỢT] [--processes SỐ]; gọi lại thì chạy tiếp, --stop để dừng",
    "backup": "sao lưu, mã hóa, khôi phục thử: [--to THƯ_MỤC]",
    "restore": "khôi phục vào máy trống: restore BẢN_SAO_LƯU --identity TỆP_KHÓA",
    "doctor": "kiểm tra cài đặt và nói cách sửa",
    "intake": "đọc văn bản kế hoạch: intake read TỆP [--json] [--lines]; không cần cơ sở dữ liệu",
    "keys": "khóa của cài đặt: keys rotate",
    "migrate": "cập nhật cấu trúc cơ sở dữ liệu",
}
# These change the structure of the database, which belongs to the owner role.
AS_OWNER = {
    "migrate",
    "flush",
    "createcachetable",
    "makemigrations",
    "sqlmigrate",
    "showmigrations",
    "dbshell",
    "backup",
    "restore",
}
# These need the structure to be up to date; where the owner's address is known it is brought there.
NEED_SCHEMA = {
    "init",
    "demo",
    "serve",
    "import",
    "hamlets",
    "places",
    "results",
    "recompute",
    "rescore",
    "country",
    "criteria",
}


def main() -> None:
    sys.exit(run(sys.argv[1:]))


def run(words: list[str]) -> int:
    if not words or words[0] in ("--help", "-h") or words == ["help"]:
        print(overview())
        return 0
    if words[0] == "--version":
        from importlib.metadata import version

        print(f"hoctap {version('hoctap')}")
        return 0
    name, rest = (words[1], ["--help"]) if words[0] == "help" else (words[0], words[1:])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoctap.settings")
    if name in AS_OWNER:
        os.environ.setdefault("HOCTAP_DB_ROLE", "owner")
    try:
        return _command(name, rest)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader of our output went away, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as failure:
        if os.environ.get("HOCTAP_DEBUG") == "1":
            raise
        print(f"hoctap {name}: {sentence(failure)}", file=sys.stderr)
        return getattr(failure, "returncode", 1) or 1


def _command(name: str, rest: list[str]) -> int:
    if name == "intake":  # needs no database, and its answer is waited for
        from hoctap.intake.command import main as intake

        return intake(rest)
    gc.disable()  # what is read in stays to the end: looked through again and again it would take a seventh of the time
    import django
    from django.core.management import ManagementUtility

    django.setup()
    gc.freeze()
    gc.enable()
    command = ManagementUtility(["hoctap", name]).fetch_command(name)
    if name in OURS or name == "procrastinate":
        command.requires_system_checks = []  # of the code, which `make check` asks: they would read all views first
    if name in NEED_SCHEMA and not {"--help", "-h"}.intersection(rest):
        from hoctap.core import schema

        schema.bring_up_to_date()
    command.run_from_argv(["hoctap", name, "--traceback", *rest])  # so that errors come to us
    return 0


def sentence(failure: Exception) -> str:
    """What a person can act on. A refusal speaks for itself, anything else also says what kind it is."""
    from django.core.management.base import CommandError

    from hoctap.core.postgres_programs import ClusterError

    text = " ".join(str(failure).split())
    if isinstance(failure, CommandError | ClusterError):
        return text
    return f"{type(failure).__name__}: {text} (HOCTAP_DEBUG=1 để xem chi tiết)"


def overview() -> str:
    width = max(map(len, OURS)) + 2
    lines = [f"  {name:<{width}}{what}" for name, what in OURS.items()]
    return "\n".join(
        [
            "hoctap: công nhận gia đình, cộng đồng học tập của một xã, từ chỉ tiêu đến quyết định và báo cáo",
            "",
            "Cách dùng: hoctap LỆNH [tùy chọn]",
            "",
            *lines,
            "",
            "`hoctap LỆNH --help` nói rõ từng lệnh. Mọi lệnh quản trị của Django cũng dùng được.",
        ]
    )


if __name__ == "__main__":
    main()
