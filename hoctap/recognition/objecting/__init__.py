"""Phản ánh at or before a meeting: taken and answered by who holds it, without seeing who spoke."""
