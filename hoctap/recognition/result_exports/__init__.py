"""Citizens scored here, handed on to be typed into the association's own software; what was typed there is marked."""
