"""Views of advice: shown and explained, answered, printed."""
