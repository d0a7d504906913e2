"""Niêm yết công khai before the decision, and what is said against the list meanwhile: phản ánh, kiến nghị."""
