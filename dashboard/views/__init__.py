"""What the pages show: each function draws finished data and reads nothing."""
