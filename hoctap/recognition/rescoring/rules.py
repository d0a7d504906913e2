"""When a run of scoring again may begin, stop and go on."""

from dataclasses import dataclass

from hoctap.core.refusals import Reason


@dataclass(frozen=True)
class AskingFacts:
    is_running: bool
    dossiers: int


def asking_reasons(facts: AskingFacts) -> list[Reason]:
    if facts.is_running:
        return [Reason("Đang có một lần chấm lại chưa xong. Chờ xong, hoặc dừng lần ấy rồi chạy tiếp.")]
    if not facts.dossiers:
        return [Reason("Không có hồ sơ nào để chấm lại.")]
    return []


def stopping_reasons(state: str) -> list[Reason]:
    return [] if state == "running" else [Reason("Lần chấm lại này không còn chạy.")]


def resuming_reasons(state: str) -> list[Reason]:
    return [] if state == "stopped" else [Reason("Lần chấm lại này không dừng, không cần chạy tiếp.")]
