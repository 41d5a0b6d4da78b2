"""Three clouds on this machine."""
