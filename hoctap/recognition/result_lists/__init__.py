"""Lists of results from the association's own software: read, matched with the round's citizens, taken in."""
