import os
os.mkdir("d")
open("d/x", "w").close()
print(os.listdir("d"), os.listdir())
os.rename("d/x", "d/y")
print(os.listdir("d"))
os.remove("d/y")
os.rmdir("d")
print(os.listdir())
