"""The rows of the rule table, one module an area."""
