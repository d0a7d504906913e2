"""Culture, sport and other events: one short form, and what was held for which age and interest."""
