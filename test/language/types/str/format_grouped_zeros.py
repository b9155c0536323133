# Zeros that fill the field are grouped, too; of a float all characters count as digits.
for value in (1.0, -1.5, 1234567.891, float("inf"), 7, -1234567):
    for spec in ("010,", "020,", "015,.2f", "012,", "=12,", "0>12,", "_", "012_"):
        try:
            print(("{:" + spec + "}").format(value), end=" ")
        except ValueError as e:
            print(e, end=" ")
    print()
