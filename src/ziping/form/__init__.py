"""What a form says: frozen values and the edits that make new ones; no rules, no files, no Qt."""
