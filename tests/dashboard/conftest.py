"""Fixtures of the tests of pages."""

import pytest

from dashboard.exports import table_offers


@pytest.fixture
def exports(monkeypatch):
    """Return what the page that is opened says of each of its exports, by name."""
    said = {}

    def kept(table, name, provenance, maps):
        said[name] = provenance
        return table_offers(table, name, provenance, maps)

    monkeypatch.setattr("dashboard.views.figures.table_offers", kept)
    return said
