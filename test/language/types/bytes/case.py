print(b"aBc".upper(), b"aBc".lower())
print(b"abc".islower(), b"ABC".isupper(), b"12".isdigit(), b"ab".isalpha(), b" ".isspace())
