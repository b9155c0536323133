# Primes by a bytearray sieve, by trial division, and their gaps.
# Exercises while loops over integer locals and bytearray stores.

N = 500000
EXPECTED = [41538, 499979, 22044, 114]


def sieve(limit):
    marks = bytearray(limit + 1)
    found = []
    for candidate in range(2, limit + 1):
        if marks[candidate]:
            continue
        found.append(candidate)
        multiple = candidate * candidate
        while multiple <= limit:
            marks[multiple] = 1
            multiple += candidate
    return found


def count_by_division(limit):
    count = 1
    candidate = 3
    while candidate <= limit:
        divisor = 3
        while divisor * divisor <= candidate:
            if candidate % divisor == 0:
                break
            divisor += 2
        else:
            count += 1
        candidate += 2
    return count


def widest_gap(primes):
    widest = 0
    for i in range(1, len(primes)):
        gap = primes[i] - primes[i - 1]
        if gap > widest:
            widest = gap
    return widest


def run(n):
    primes = sieve(n)
    return [len(primes), primes[-1], count_by_division(n // 2), widest_gap(primes)]
