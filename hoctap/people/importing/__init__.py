"""A list on its way into the register: rows become households (`assembling`), households are compared with the register (`comparing`),
the plan that comes out is written (`writing`).
"""
