# Calls that come between two instructions of machine code leave its registers as they were.
import micropython


@micropython.viper
def spin(n: int) -> int:
    total = 0
    i = 0
    while i < n:
        total += (i & 7) * (i & 3) - (total >> 20)
        i += 1
    return total


@micropython.native
def note(left):
    text = str([left, (left, str(left))])
    calls.append(len(text))
    spin(10)
    if left:
        micropython.schedule(note, left - 1)


@micropython.native
def within(n):
    values = []
    for i in range(n):
        values.append(str(i) + "!")
    return len(values), values[-1]


calls = []
plain = spin(400000)
micropython.schedule(note, 3)
print(spin(400000) == plain)
micropython.schedule(note, 3)
print(within(20000))
print(len(calls) > 0, plain)
