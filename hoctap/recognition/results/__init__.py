"""Results that the association's own software has of citizens: recorded here, compared, one of them counted."""
