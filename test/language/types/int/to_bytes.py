print((258).to_bytes(2, "big"), (258).to_bytes(2, "little"), (1).to_bytes(4, "big"))
print((0).to_bytes(0, "big"), (2 ** 40).to_bytes(6, "little"))
