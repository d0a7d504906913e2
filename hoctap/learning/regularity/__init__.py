"""What "hoạt động thường xuyên" means at a place since a day, and which culture houses live up to it."""
