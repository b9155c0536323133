import os

home = os.getcwd()
os.mkdir("d")
os.chdir("d")
print(os.getcwd() == (home.rstrip("/") + "/d"))
os.chdir("..")
print(os.getcwd() == home)
os.rmdir("d")
