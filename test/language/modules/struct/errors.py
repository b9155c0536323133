import struct
for f in (lambda: struct.unpack("I", b"a"), lambda: struct.pack_into("I", bytearray(2), 0, 1)):
    try:
        f()
    except ValueError as e:
        print("ValueError:", e)
