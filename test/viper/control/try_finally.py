@micropython.viper
def f(n: int):
    try:
        print("try")
        if n == 1:
            return "returned"
        if n == 2:
            raise ValueError("raised")
    finally:
        print("finally")
    return "behind"


@micropython.viper
def overrides(n: int) -> int:
    try:
        return 1
    finally:
        if n:
            return 2


@micropython.viper
def loop() -> int:
    count = 0
    for i in range(5):
        try:
            if i == 1:
                continue
            if i == 3:
                break
        finally:
            count += 10
        count += 1
    return count


print(f(0), f(1))
try:
    f(2)
except ValueError as error:
    print(error)
print(overrides(0), overrides(1), loop())
