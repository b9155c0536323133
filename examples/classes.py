# Classes: inheritance, super, properties, class and static methods, operators.


class Account:
    opened = 0

    def __init__(self, owner, balance=0):
        self.owner = owner
        self._balance = balance
        Account.opened += 1

    @property
    def balance(self):
        return self._balance

    @balance.setter
    def balance(self, amount):
        if amount < 0:
            raise ValueError("no overdraft for " + self.owner)
        self._balance = amount

    @classmethod
    def from_text(cls, text):
        owner, amount = text.split(":")
        return cls(owner, int(amount))

    @staticmethod
    def format(amount):
        return "%d.%02d" % divmod(amount, 100)

    def __iadd__(self, amount):
        self.balance += amount
        return self

    def __lt__(self, other):
        return self.balance < other.balance

    def __repr__(self):
        return "%s(%r, %s)" % (type(self).__name__, self.owner, self.format(self.balance))


class Savings(Account):
    def __init__(self, owner, balance=0, rate=2):
        super().__init__(owner, balance)
        self.rate = rate

    def add_interest(self):
        self.balance += self.balance * self.rate // 100


ada = Account("Ada", 1250)
bob = Savings.from_text("Bob:2000")
ada += 50
bob.add_interest()
print(sorted([bob, ada]))
try:
    ada.balance = -1
except ValueError as error:
    print("refused:", error)
print(Account.opened, "accounts", isinstance(bob, Account), issubclass(Account, Savings))
