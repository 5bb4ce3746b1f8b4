"""Real editors, headless, with the configuration that `docs/editors` gives: `make test-editors`."""
