print([x for x in memoryview(b"\x01\x02")], sum(memoryview(b"\x05\x06")))
