"""Attacks: what a stranger, a neighbour, a former officer or a machine tries, and what he gets."""
