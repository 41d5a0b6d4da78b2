"""Stores: the contract that adapters keep, what is written once on top of it, and wrappers."""
