"""The sections of the page, one file each; `reasons` and `cost_curve` are pieces of them.

Each takes the evaluation and gives its Section, or None where there is nothing to show.
"""
