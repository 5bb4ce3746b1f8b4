"""How templates and Go code hang together, from what both say."""
