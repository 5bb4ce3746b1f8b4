"""Text as bytes: positions, identifiers, edits and path patterns. Knows nothing of languages or editors."""
