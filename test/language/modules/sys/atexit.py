import sys


def last():
    print("never")


print(sys.atexit(last))
print(sys.atexit(None) is last)
