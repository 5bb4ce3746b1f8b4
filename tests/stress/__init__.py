"""Long runs against the index, started by hand: `python -m tests.stress.random_steps`, `python -m tests.stress.kills`."""
