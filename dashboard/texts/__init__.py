"""All French text of the pages, by subject."""
