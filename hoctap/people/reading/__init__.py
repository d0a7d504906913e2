"""Household and person lists of the communes, read as they are, in a child process without Django or database.

The child (`child.read`) tells sheets, header, columns and plain texts, and drops what is never kept. What a text means
(`values`) is asked by the importer, row by row.
"""
