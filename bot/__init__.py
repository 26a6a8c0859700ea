"""All that knows Teams and the web."""
