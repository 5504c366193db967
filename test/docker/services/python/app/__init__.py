"""A small service, for the suite on a real Docker engine."""
