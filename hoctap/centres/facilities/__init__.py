"""Cơ sở vật chất: where things are held, what stands there, who has it when, what was lent and what was put into it."""
