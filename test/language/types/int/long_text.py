# Long ints as text and back: all digits are there, zeros in the middle, too.
for digits in (719, 721, 1440, 1541, 2881):
    for n, text in (
        (10**digits, "1" + "0" * digits),
        (10**digits - 1, "9" * digits),
        (-(10**digits // 9), "-" + "1" * digits),
        (7 * 10**digits + 12345, "7" + "0" * (digits - 5) + "12345"),
    ):
        print(digits, str(n) == text, int(text) == n, "%d" % n == text)
        for base, prefix in ((16, "x"), (8, "o"), (2, "b")):
            coded = ("{:" + prefix + "}").format(n)
            print(int(coded, base) == n, coded.lstrip("-")[0] != "0", end=" ")
        print(int("{:,}".format(n).replace(",", "")) == n)
print(hex(0), hex(-255), oct(8), bin(5), "{:x}".format(1 << 64), "{:b}".format(1 << 33), "{:_x}".format(1 << 70))
