"""Social mix: indicators side by side, the gap index, and what may not be summed."""
