for x in b"\x01\xff":
    print(x)
print(sum(b"\x01\x02"), max(b"abc"))
