"""Vocational classes and technology transfer: from which course, by whom, and what became of those who learned."""
