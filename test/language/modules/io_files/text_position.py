with open("f", "w") as f:
    f.write("one\ntwo\n")
    f.flush()
f = open("f")
print(f.tell(), f.readline(), f.tell(), f.seek(4), f.__next__())
f.close()
