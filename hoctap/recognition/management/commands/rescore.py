import json
import subprocess
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from hoctap.core.actor import command_line, system_job
from hoctap.core.refusals import Refused
from hoctap.recognition.models import RecognitionRound
from hoctap.recognition.rescoring import actions, queries
from hoctap.recognition.rescoring.models import Rescoring, RunState


class Command(BaseCommand):
    help = (
        "Chấm lại hồ sơ từ điểm đã ghi theo bộ tiêu chí của đợt: một đợt, hoặc mọi đợt. Đứt giữa chừng thì gọi lại, "
        "việc chạy tiếp. Hồ sơ đã có quyết định không đổi, chỉ báo."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--round", type=UUID, help="mã của đợt; không ghi là mọi đợt")
        parser.add_argument("--processes", type=int, default=1, help="số tiến trình cùng làm")
        parser.add_argument("--stop", action="store_true", help="dừng lần đang chạy sau phần đang làm dở")
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
        parser.add_argument(
            "--join", type=UUID, help="cùng làm một lần chấm đang chạy (dùng cho tiến trình con)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["join"]:
            self._work(Rescoring.objects.select_related("round__place").get(pk=options["join"]))
            return
        season = None
        if options["round"]:
            season = RecognitionRound.objects.filter(pk=options["round"]).select_related("place").first()
            if season is None:
                raise CommandError("Không có đợt này.")
        run = queries.last_run(season)
        try:
            if options["stop"]:
                if run is None:
                    raise CommandError("Chưa chấm lại lần nào.")
                actions.stop_rescoring(run, by=command_line())
            else:
                run = self._begun(season, run)
                self._together(run, options["processes"])
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self._tell(queries.told(run), as_json=options["json"])

    def _begun(self, season: RecognitionRound | None, run: Rescoring | None) -> Rescoring:
        if run is None or run.state == RunState.DONE:
            return actions.ask_for_rescoring(season, by=command_line())
        return actions.resume_rescoring(run, by=command_line()) if run.state == RunState.STOPPED else run

    def _together(self, run: Rescoring, processes: int) -> None:
        """Each takes rounds that nobody is at."""
        others = [
            subprocess.Popen([sys.executable, "-m", "hoctap", "rescore", "--join", str(run.pk)])
            for _ in range(max(1, processes) - 1)
        ]
        self._work(run)
        failed = [other.wait() for other in others]
        if any(failed):
            raise CommandError("Một tiến trình đứt giữa chừng. Gọi lại lệnh này để chạy tiếp.")
        # Whoever was the last to leave a round has seen the end; this one may have left before.
        self._work(run)

    def _work(self, run: Rescoring) -> None:
        by = system_job("chấm lại hồ sơ")
        while actions.rescore_batch(run, by=by):
            pass

    def _tell(self, told: queries.Told, *, as_json: bool) -> None:
        if as_json:
            answer = asdict(told)
            answer["run"] = {"id": str(told.run.pk), "state": told.run.state}
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
            return
        self.stdout.write(
            f"{told.run.get_state_display()}: {told.scored} / {told.total} hồ sơ, {told.rounds_done} / {told.rounds} đợt; "
            f"{told.reaching} hồ sơ đạt. Khác với điểm đã ghi: {told.differences['put_right']} đã sửa, "
            f"{told.differences['on_paper']} đã lên danh sách để người xét xem, {told.differences['decided']} đã có quyết định giữ nguyên. "
            f"Mã kết quả {told.checksum[:12]}."
        )
