"""hoctap: how a commune runs the learning society, from the plan's target to the signed decision."""
