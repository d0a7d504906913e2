"""Jobs of the places app."""

from hoctap.places.boundaries.tasks import carry_out

__all__ = ["carry_out"]
