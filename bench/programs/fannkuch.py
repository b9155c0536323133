# The longest run of prefix reversals over all permutations of range(n).
# Exercises slices with a negative step, list rotation and inner loops.

N = 9
EXPECTED = [8629, 30]


def flips_of(permutation):
    work = permutation[:]
    flips = 0
    top = work[0]
    while top:
        work[: top + 1] = work[top::-1]
        flips += 1
        top = work[0]
    return flips


def run(n):
    permutation = list(range(n))
    turns = [0] * n
    checksum = 0
    longest = 0
    sign = 1
    while True:
        if permutation[0]:
            flips = flips_of(permutation)
            checksum += sign * flips
            if flips > longest:
                longest = flips
        # Next permutation: rotate ever longer prefixes until one has turns left.
        if sign == 1:
            permutation[0], permutation[1] = permutation[1], permutation[0]
            sign = -1
            continue
        permutation[1], permutation[2] = permutation[2], permutation[1]
        sign = 1
        length = 2
        while turns[length] == length:
            turns[length] = 0
            length += 1
            if length == n:
                return [checksum, longest]
            permutation.insert(length, permutation.pop(0))
        turns[length] += 1
