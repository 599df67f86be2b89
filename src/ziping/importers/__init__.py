"""Foreign files become forms, with notes on what was not understood."""
