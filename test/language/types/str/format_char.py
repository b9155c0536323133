# The conversion c takes the low byte of a number.
for number in (65, 0x100 + 65, 0x1F600 + 66, (1 << 40) + 67, -191, -(1 << 33) + 68):
    print(repr("{:c}".format(number)), "%c" % number, "{:>3c}|".format(number), b"%c" % number)
for number in (1 << 70, -(1 << 70)):
    try:
        print("{:c}".format(number))
    except OverflowError as e:
        print("OverflowError:", e)
