"""The contract of a territory: its manifest, its tables and boundaries, read or refused."""
