print(b"a\nb\r\nc".splitlines(), b"a\nb".splitlines(True))
