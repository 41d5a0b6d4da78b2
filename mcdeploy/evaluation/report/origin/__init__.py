"""The parts of a model's story that have a form which is known.

A story is JSON-able and of any form. Each of these takes what it was given, and gives nothing
where that is not what it knows; `terms` then tells it in general words.
"""
