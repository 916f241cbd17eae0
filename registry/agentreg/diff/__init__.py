"""Facts: what differs between two definitions, with no judgement."""
