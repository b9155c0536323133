# Integers of any size: powers, factorials, greatest common divisors, primes.


def factorial(n):
    product = 1
    for factor in range(2, n + 1):
        product *= factor
    return product


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


def is_probable_prime(n):
    """Miller and Rabin's test with the first primes as bases."""
    bases = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37)
    if n < 2 or n in bases:
        return n in bases
    odd, twos = n - 1, 0
    while odd % 2 == 0:
        odd //= 2
        twos += 1
    for base in bases:
        x = pow(base, odd, n)
        if x in (1, n - 1):
            continue
        for _ in range(twos - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


print(factorial(30))
print(gcd(factorial(20), 2**70), -(7**40) // 10**20, -(7**40) % 10**20)
print(hex(1 << 100), (1 << 100) - 1 & 0xFFFF, ~(1 << 65))
print([k for k in range(2, 130) if is_probable_prime(2**k - 1)])
print(int("zz", 36), int("-0x1f", 16), 10**18 == 1_000_000_000_000_000_000)
