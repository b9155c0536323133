class Account:
    def __init__(self):
        self.balance = 10

    @micropython.viper
    def add(self, x: int):
        self.balance = int(self.balance) + x
        self.last = x

    @micropython.viper
    def total(self, other) -> int:
        return int(self.balance) + int(other.balance)

    @staticmethod
    @micropython.viper
    def twice(x: int) -> int:
        return 2 * x


a = Account()
a.add(5)
a.add(-2)
print(a.balance, a.last, a.total(Account()), Account.twice(21))
