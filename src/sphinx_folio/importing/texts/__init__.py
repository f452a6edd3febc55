"""Running text of a source, in whatever dialect, becomes the Markdown of MyST, papers and lines."""
