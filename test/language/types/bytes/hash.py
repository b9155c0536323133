print({b"a": 1}[b"a"], hash(b"abc") == hash(b"ab" + b"c"))
d = {b"a": 1, "a": 2}
print(len(d))
