import os

print(type(os.errno()), os.errno(7), os.errno())
