"""The bytes of one file turned into facts: pure, total, and the only place that knows tree-sitter."""
