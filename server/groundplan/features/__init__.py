"""What an editor asks for, as plain data over a snapshot and a plan: no IO, no clock, no LSP types."""
