print(b"  a ".strip(), b"xxaxx".strip(b"x"), b" a ".lstrip(), b" a ".rstrip())
