"""Jobs of recognition, where the worker looks for them."""

from hoctap.recognition.certificates.tasks import make_certificates, wake_certificates
from hoctap.recognition.rescoring.tasks import rescore_run, wake_rescoring
from hoctap.recognition.result_lists.tasks import drop_old_results, wake_results, work_on_results

__all__ = [
    "drop_old_results",
    "make_certificates",
    "rescore_run",
    "wake_certificates",
    "wake_rescoring",
    "wake_results",
    "work_on_results",
]
