import sys

print(sys.intern("a" + "b") is sys.intern("ab"))
try:
    sys.intern(b"ab")
except TypeError as e:
    print("TypeError")
