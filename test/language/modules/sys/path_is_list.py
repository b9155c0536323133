import sys
print(type(sys.path), type(sys.argv))
