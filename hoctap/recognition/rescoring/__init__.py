"""Scoring the dossiers of rounds again from their answers: what their totals should be, what differs, what was put right."""
