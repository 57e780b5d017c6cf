"""Partner files: from a spreadsheet to the store, nothing lost, nothing personal."""
