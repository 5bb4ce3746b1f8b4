"""What a sceptical architect would object to in a plan: one file per rule, one ordered table."""
