"""Scripts that make the files of a territory from official ones: headless, offline, repeatable."""
