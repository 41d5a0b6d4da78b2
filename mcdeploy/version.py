"""Which mcdeploy this is."""

VERSION = "0.1.0"
