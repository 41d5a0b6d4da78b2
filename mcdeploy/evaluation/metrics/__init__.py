"""Every metric of what a model said, defined once: as a statistic of weighted rows."""
