print(chr(65), chr(0x20ac), repr(chr(0)), len(chr(0x1f600)))
for n in (-1, 0x110000):
    try:
        chr(n)
    except ValueError as e:
        print("ValueError:", e)
