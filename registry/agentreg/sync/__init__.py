"""A plan (pure), and the only writer into repositories."""
