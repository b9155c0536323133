print(b"abc".startswith(b"ab"), b"abc".startswith(b"b"))
print(b"abc".endswith(b"bc"), b"abc".endswith(b""))
