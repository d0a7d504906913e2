"""Họp bình xét: one evening, one attendance, several titles."""
