"""Finding prior art: features like the one planned, and types like the ones proposed, with reasons."""
