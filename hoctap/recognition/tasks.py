"""Jobs of recognition, where the worker looks for them."""

from hoctap.recognition.certificates.tasks import make_certificates, wake_certificates

__all__ = ["make_certificates", "wake_certificates"]
