"""Text to model: one file per host, the tolerant frontmatter reader, the Markdown adapter."""
