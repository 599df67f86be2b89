"""What follows from a form in an edition: scores and findings, as pure functions."""
