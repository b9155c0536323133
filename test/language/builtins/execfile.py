# execfile runs a file in the globals given, or in those of the caller.
with open("part.py", "w") as f:
    f.write("answer = base + 1\nprint('in the file', answer)\n")
base = 41
execfile("part.py")
print(answer)
other = {"base": 1}
execfile("part.py", other)
print(other["answer"], answer)
try:
    execfile("missing.py")
except OSError as e:
    print("OSError", e.errno)
