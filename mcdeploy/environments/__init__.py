"""Isolated Python environments for the runtimes of services: made by uv from lock files, kept."""
