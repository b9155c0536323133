print(b"abc".decode(), b"\xc3\xa9".decode("utf-8"), b"x".decode("utf-8", "strict"))
try:
    b"\xff\xfe".decode()
except UnicodeError as e:
    print("UnicodeError:", e)
