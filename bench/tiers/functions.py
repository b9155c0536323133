# Functions that are compared as bytecode, native, viper and assembler code: `npm run bench:tiers`.


def count(n: int) -> int:
    total = 0
    i = 0
    while i < n:
        total += i & 3
        i += 1
    return total


count_args = (1000,)


@micropython.asm_thumb
def count_asm(r0):
    mov(r1, 0)
    mov(r2, 0)
    mov(r4, 3)
    b(test)
    label(loop)
    mov(r3, r2)
    and_(r3, r4)
    add(r1, r1, r3)
    add(r2, r2, 1)
    label(test)
    cmp(r2, r0)
    blt(loop)
    mov(r0, r1)


def checksum(data: ptr8, n: int) -> int:
    crc = 0xFFFF
    for i in range(n):
        crc ^= data[i] << 8
        for _ in range(8):
            if crc & 0x8000:
                crc = ((crc << 1) ^ 0x1021) & 0xFFFF
            else:
                crc = (crc << 1) & 0xFFFF
    return crc


def checksum_args():
    return (bytearray(range(64)), 64)


def sieve(flags: ptr8, n: int) -> int:
    found = 0
    i = 2
    while i < n:
        if flags[i] == 0:
            found += 1
            j = i * i
            while j < n:
                flags[j] = 1
                j += i
        i += 1
    return found


def sieve_args():
    return (bytearray(1000), 1000)


def reverse(data: ptr8, n: int) -> int:
    i = 0
    j = n - 1
    while i < j:
        t = int(data[i])
        data[i] = data[j]
        data[j] = t
        i += 1
        j -= 1
    return j


def reverse_args():
    return (bytearray(range(200)), 200)


@micropython.asm_thumb
def reverse_asm(r0, r1):
    add(r1, r1, r0)
    sub(r1, 1)
    mov(r4, r0)
    b(test)
    label(loop)
    ldrb(r2, [r0, 0])
    ldrb(r3, [r1, 0])
    strb(r3, [r0, 0])
    strb(r2, [r1, 0])
    add(r0, 1)
    sub(r1, 1)
    label(test)
    cmp(r0, r1)
    blt(loop)
    sub(r0, r1, r4)


def polynomial():
    x = 0.5
    total = 0.0
    for _ in range(50):
        total = total * x + 1.25
        x = x * 0.99
    return total


def squares():
    return sum([i * i for i in range(100)])


class Counter:
    def __init__(self):
        self.value = 0

    def add(self, amount):
        self.value += amount


def methods():
    counter = Counter()
    for i in range(50):
        counter.add(i)
    return counter.value


def words():
    counts = {}
    for word in "the cat and the dog and the bird".split():
        counts[word] = counts.get(word, 0) + 1
    return sorted(counts.items())
