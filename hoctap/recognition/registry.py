"""What higher apps add to recognition."""

from collections.abc import Callable

from hoctap.core.refusals import Reason
from hoctap.core.registries import Registry
from hoctap.recognition.models import RecognitionRound

# Why a closed round is not opened again: who was told that it is over.
round_reopen_blockers: Registry[Callable[[RecognitionRound], list[Reason]]] = Registry()
