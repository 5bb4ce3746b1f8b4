"""The server as editors see it: a real process, spoken to over its standard streams."""
