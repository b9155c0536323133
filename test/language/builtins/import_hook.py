print(__import__("sys").__name__)
