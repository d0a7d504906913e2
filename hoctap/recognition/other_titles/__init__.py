"""Titles of other laws kept beside ours as lists: whom, by which decision. For "recognised A but not B"."""
