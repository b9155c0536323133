from names import *
print(public, sorted(n for n in dir() if n in ("public", "_hidden", "other")))
