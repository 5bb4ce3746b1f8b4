"""Long runs against the index, by hand: `python -m tests.stress.random_steps`, `python -m tests.stress.kills`."""
