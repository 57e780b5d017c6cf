"""Territorial analysis of a contrat de ville: headless, offline, no user interface."""
