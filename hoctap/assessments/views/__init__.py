"""Screens of files, councils and authorities."""
