import os

print(os.getenv("NOT_SET_BEFORE"), os.getenv("NOT_SET_BEFORE", 5))
os.putenv("NOT_SET_BEFORE", "x")
print(os.getenv("NOT_SET_BEFORE"))
os.unsetenv("NOT_SET_BEFORE")
print(os.getenv("NOT_SET_BEFORE"))
