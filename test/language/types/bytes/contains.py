print(97 in b"abc", 120 in b"abc", b"bc" in b"abc", b"" in b"x")
