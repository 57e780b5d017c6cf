"""Bus networks in use, where trips start and where they go."""
