"""What a plan names: one module for each kind of thing, over the text blocks and fences of the document."""
