"""How `groundplan check` reports to people and to machines: one file per format."""
