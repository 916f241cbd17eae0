"""Base and two sides to decisions, and decisions to text; conflicts written and read back."""
