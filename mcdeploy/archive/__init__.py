"""Archives, made and read: the same content gives the same bytes, and nothing hostile gets out."""
