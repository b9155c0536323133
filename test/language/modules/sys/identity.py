import sys
print(sys.implementation.name, sys.implementation[0], sys.version_info[0], sys.byteorder, sys.maxsize > 1 << 20)
