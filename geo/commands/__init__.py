"""The commands of `cdv`, one module each; `geo.cli` registers them."""
