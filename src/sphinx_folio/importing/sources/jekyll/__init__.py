"""Sites of Jekyll, and its templates: what all have in common, and a reader for each template."""
