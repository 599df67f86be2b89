"""The use cases, without a window: a session of edits, opening and saving, export, the steps of filling in."""
