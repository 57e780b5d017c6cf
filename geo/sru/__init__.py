"""The official national SRU file and the answers of `cdv sru`, on top of `geo.rules.sru`."""
