"""Legal rules as pure functions: numbers in, numbers out, the date always an argument."""
