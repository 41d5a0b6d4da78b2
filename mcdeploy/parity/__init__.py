"""Does every package, loaded by its service's own code, answer as the model does?"""
