"""The sections of the page, in the order in which they are read.

Each takes the evaluation and gives its Section, or None where there is nothing to show.
"""
