"""Who borrows, what is lent and comes back, what is asked for in advance, and counts of the notebook."""
