@micropython.viper
def square(x: int) -> int:
    return x * x


@micropython.viper
def sum_of_squares(n: int) -> int:
    total = 0
    for i in range(n):
        total += int(square(i))
    return total


@micropython.viper
def fib(n: int) -> int:
    if n < 2:
        return n
    return int(fib(n - 1)) + int(fib(n - 2))


@micropython.viper
def is_even(n: int) -> bool:
    return True if n == 0 else bool(is_odd(n - 1))


@micropython.viper
def is_odd(n: int) -> bool:
    return False if n == 0 else bool(is_even(n - 1))


print(sum_of_squares(10), fib(15), is_even(10), is_even(7))
