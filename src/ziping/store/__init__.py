"""The document on disk: its text, and saving that never leaves half a file."""
