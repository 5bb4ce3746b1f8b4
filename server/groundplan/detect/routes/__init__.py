"""Routes found by evaluating registration code across files and packages, with each router library as a table."""
