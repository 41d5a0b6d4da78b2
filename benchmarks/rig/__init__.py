"""What the benchmarks of replication share: emulators behind links of their own, payloads, the
programs that carry them there, and what those take."""
