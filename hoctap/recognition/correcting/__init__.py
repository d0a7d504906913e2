"""A signed tờ trình is corrected before its decision: who is taken out again, why, and the paper that says so."""
