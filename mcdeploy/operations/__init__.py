"""What else can be done with a deployment, once it is there: one file an operation."""
