# A seed decides all that follows.
import random

random.seed(1234)
print([random.getrandbits(n) for n in (0, 1, 8, 16, 31, 32)])
print([random.randrange(7) for _ in range(10)])
print([random.randrange(-5, 5) for _ in range(10)])
print([random.randrange(10, 0, -3) for _ in range(10)])
print([random.randint(-2, 2) for _ in range(10)])
print([random.choice("abc") for _ in range(10)], random.choice([7]))
print(["%.9f" % random.random() for _ in range(5)])
print(["%.9f" % random.uniform(-1, 3) for _ in range(5)])
random.seed(1234)
print(random.getrandbits(32))
random.seed()
print(0 <= random.random() < 1)
