# The first n decimal digits of pi from a streaming continued fraction.
# Exercises integers of arbitrary size: multiplication, division, addition.

N = 2000
EXPECTED = ["4780275900", 9092]


def digits(count):
    # The state is the linear fractional transformation (q x + r) / t.
    q, r, t, k = 1, 0, 1, 1
    while count:
        three = (q * 3 + r) // t
        if three == (q * 4 + r) // t:
            yield three
            count -= 1
            q, r = q * 10, (r - three * t) * 10
        else:
            odd = 2 * k + 1
            q, r, t = q * k, (2 * q + r) * odd, t * odd
            k += 1


def run(n):
    last = ""
    total = 0
    for digit in digits(n):
        total += digit
        last = (last + str(digit))[-10:]
    return [last, total]
