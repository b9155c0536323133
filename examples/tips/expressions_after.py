"""What is between the steps stays on the stack."""


def mix():
    value = 1
    for i in range(3000):
        value = ((value * 5 + i & 0xFFF) >> 1) ^ i
    return value


print(mix())
