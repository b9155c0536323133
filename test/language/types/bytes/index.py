b = b"banana"
print(b.index(b"n"), b.rindex(b"n"))
for f in (b.index, b.rindex):
    try:
        f(b"x")
    except ValueError as e:
        print("ValueError:", e)
