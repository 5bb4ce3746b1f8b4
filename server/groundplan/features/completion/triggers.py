"""When an editor asks for offers by itself."""

TRIGGERS = ("`", ".", "/", "#", "(")
"""None of these ends a word of prose but the full stop and the bracket, and behind those there is nothing to offer: the
answer is empty at once."""
