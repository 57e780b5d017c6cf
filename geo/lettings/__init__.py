"""Social lettings: leases read, placed in or out of QPV, classified, counted with protection."""
