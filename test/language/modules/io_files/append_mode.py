for mode in ("w", "a", "a"):
    with open("f.txt", mode) as f:
        f.write(mode)
print(open("f.txt").read())
