@micropython.viper
def f(n: int) -> int:
    class Local:
        value = 5

        def method(self):
            return self.value * self.value

    return int(Local().method()) + n


print(f(10))
