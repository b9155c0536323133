with open("f.txt", "w") as f:
    f.write("a\nb\nc")
print([line for line in open("f.txt")], open("f.txt").readlines())
