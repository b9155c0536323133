for x in ([], (), "", b"", bytearray(), range(0)):
    try:
        x[0]
    except IndexError as e:
        print(e)
