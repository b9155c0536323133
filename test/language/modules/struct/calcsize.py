import struct
print(struct.calcsize("<bhiq"), struct.calcsize("bh"), struct.calcsize("10s"), struct.calcsize(""))
