"""Files in, lines out: every kind of file that a plan comes in ends as a `SourceText`."""
