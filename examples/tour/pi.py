# The digits of pi, one after another, for as long as integers may grow.


def pi_digits():
    """Yields 3, 1, 4, 1, 5 ...: a digit as soon as more terms cannot change it."""
    scale, rest, divisor, term = 1, 0, 1, 1
    while True:
        low = (3 * scale + rest) // divisor
        high = (4 * scale + rest) // divisor
        if low == high:
            yield low
            rest = 10 * (rest - low * divisor)
            scale *= 10
        else:
            odd = 2 * term + 1
            rest = (2 * scale + rest) * odd
            scale *= term
            divisor *= odd
            term += 1


DIGITS = 700
SHOWN = 50

digits = pi_digits()
text = "".join([str(next(digits)) for _ in range(DIGITS)])
print(text[0] + "." + text[1:SHOWN] + "...")
print("The last of", DIGITS, "digits:", text[-SHOWN:])
print("How often each occurs:", [text.count(str(digit)) for digit in range(10)])
