"""Self-scoring by the own link of a household or citizen, without an account."""
