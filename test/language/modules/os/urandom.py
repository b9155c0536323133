import os

print(type(os.urandom(3)), len(os.urandom(0)), len(os.urandom(40)))
print(os.urandom(16) != os.urandom(16))
