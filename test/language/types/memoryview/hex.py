print(memoryview(b"\x01\xab").hex())
