# Special methods: a type of fractions that works with every operator.


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


class Fraction:
    def __init__(self, top, bottom=1):
        if bottom == 0:
            raise ZeroDivisionError("fraction with nothing below")
        if bottom < 0:
            top, bottom = -top, -bottom
        common = gcd(abs(top), bottom)
        self.top = top // common
        self.bottom = bottom // common

    @staticmethod
    def of(value):
        return value if isinstance(value, Fraction) else Fraction(value)

    def __add__(self, other):
        other = Fraction.of(other)
        return Fraction(
            self.top * other.bottom + other.top * self.bottom, self.bottom * other.bottom
        )

    __radd__ = __add__

    def __mul__(self, other):
        other = Fraction.of(other)
        return Fraction(self.top * other.top, self.bottom * other.bottom)

    __rmul__ = __mul__

    def __neg__(self):
        return Fraction(-self.top, self.bottom)

    def __sub__(self, other):
        return self + -Fraction.of(other)

    def __rsub__(self, other):
        return -self + other

    def __truediv__(self, other):
        other = Fraction.of(other)
        return Fraction(self.top * other.bottom, self.bottom * other.top)

    def __eq__(self, other):
        other = Fraction.of(other)
        return self.top == other.top and self.bottom == other.bottom

    def __lt__(self, other):
        other = Fraction.of(other)
        return self.top * other.bottom < other.top * self.bottom

    def __hash__(self):
        return self.top * 31 + self.bottom

    def __bool__(self):
        return self.top != 0

    def __str__(self):
        return str(self.top) + ("/" + str(self.bottom) if self.bottom != 1 else "")


half, third = Fraction(1, 2), Fraction(2, -6)
print(half, third, half + third, half - third, half * third, half / third)
print(1 + half, 2 - half, 3 * third, -third)
print(half == Fraction(3, 6), third < half, bool(half - half), {half: "a"}[Fraction(2, 4)])
harmonic = Fraction(0)
for n in range(1, 21):
    harmonic += Fraction(1, n)
print(harmonic)
