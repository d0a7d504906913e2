"""Jobs of recognition, where the worker looks for them."""

from hoctap.recognition.certificates.tasks import make_certificates, wake_certificates
from hoctap.recognition.rescoring.tasks import rescore_run, wake_rescoring

__all__ = ["make_certificates", "rescore_run", "wake_certificates", "wake_rescoring"]
