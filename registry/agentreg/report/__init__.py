"""Values to text: one pure renderer per format."""
