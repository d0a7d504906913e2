"""The screens of places, one module a subject."""
