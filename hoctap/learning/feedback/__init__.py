"""How content people were: slips counted after a session, no names."""
