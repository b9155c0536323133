print(repr("  a ".lstrip()))
print(repr("xyxa".lstrip("xy")))
print(repr("abc".lstrip("z")))
