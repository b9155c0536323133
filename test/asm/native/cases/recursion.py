# Recursion in machine code ends with RuntimeError, and what comes after works.
import micropython


@micropython.native
def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


@micropython.native
def endless(x):
    return endless([x])


@micropython.viper
def viper_endless(n: int) -> int:
    return int(viper_endless(n + 1))


def mixed(n):
    return endless2(n + 1)


@micropython.native
def endless2(n):
    return mixed(n)


print(depth(50))
for f in (endless, viper_endless, mixed, endless2):
    try:
        f(1)
    except RuntimeError as e:
        print(e)
print(depth(50))
