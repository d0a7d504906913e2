"""Carrying last year over: the rows that nothing changed for, in one act."""
