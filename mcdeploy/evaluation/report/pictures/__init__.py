"""Pictures as inline SVG, one kind of plot in each file; `frame` and `scale` are shared."""
