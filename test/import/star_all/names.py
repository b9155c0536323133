__all__ = ["public", "_hidden"]
public = 1
_hidden = 2
other = 3
