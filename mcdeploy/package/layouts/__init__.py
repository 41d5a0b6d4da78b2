"""Layouts of a package: one file each, each a function from a model to paths and their content."""
