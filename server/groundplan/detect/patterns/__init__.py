"""How this code does what every backend does: evidence per file, by one detector per subject."""
