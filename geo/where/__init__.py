"""Where a point, a shape or a table of points is, relative to the QPV and their zones."""
