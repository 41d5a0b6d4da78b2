"""mcdeploy: declare a model, the evaluation it must pass, and the clouds it must live in."""

__version__ = "0.1.0"
