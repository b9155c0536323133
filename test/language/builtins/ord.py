print(ord("a"), ord("€"), ord(b"a"), ord("😀"))
for x in ("", "ab", 5):
    try:
        ord(x)
    except TypeError as e:
        print("TypeError:", e)
