"""Values as lines for people: one file a value. Pure."""
