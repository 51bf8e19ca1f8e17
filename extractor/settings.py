"""Settings, from arguments or from the environment (`EXTRACTOR_…`)."""
