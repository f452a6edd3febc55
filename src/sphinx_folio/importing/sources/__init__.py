"""The sources that can be imported, one module each."""
