import sys

print(sys.getsizeof([]) > 0, sys.getsizeof(bytes(1000)) > 1000)
