from names import *
print(sorted(n for n in dir() if n in ("public", "_hidden", "other")))
