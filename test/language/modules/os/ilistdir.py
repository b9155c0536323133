import os

os.mkdir("d")
with open("d/f", "w") as f:
    f.write("abc")
os.mkdir("d/e")
for entry in sorted(os.ilistdir("d")):
    print(entry[0], entry[1] == 0x4000, entry[1] == 0x8000)
os.unlink("d/f")
os.rmdir("d/e")
print(list(os.ilistdir("d")))
os.rmdir("d")
