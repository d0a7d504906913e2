"""Khiếu nại after the decision: recorded here, decided under its own law by whoever has the authority."""
