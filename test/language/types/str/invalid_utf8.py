for b in (b"\xff", b"a\xc3", b"\x80"):
    try:
        str(b, "utf-8")
    except UnicodeError as e:
        print("UnicodeError:", e)
