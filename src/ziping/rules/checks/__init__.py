"""The consistency rules, one module per family; each check is a function from a subject to its findings."""
