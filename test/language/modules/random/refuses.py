# What there is no number of.
import random

for call in (
    lambda: random.getrandbits(33),
    lambda: random.getrandbits(-1),
    lambda: random.randrange(0),
    lambda: random.randrange(3, 3),
    lambda: random.randrange(1, 5, 0),
    lambda: random.randrange(1, 5, -1),
    lambda: random.randint(2, 1),
    lambda: random.choice([]),
    lambda: random.choice(5),
    lambda: random.uniform("a", 1),
):
    try:
        print(call())
    except (ValueError, IndexError, TypeError) as e:
        print(type(e).__name__, e)
