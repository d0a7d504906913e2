"""A dated figure with its source and evidence, written down for a measure where no record gives one."""
