with open("f.txt", "w") as f:
    print(f.write("one\ntwo\n"))
with open("f.txt") as f:
    print(f.readline(), f.read(), sep="|")
