"""Judgement: what a change means, one file per rule, one audited table."""
