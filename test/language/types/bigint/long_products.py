# Factors of hundreds of digits keep every digit.
a = 3**2000
b = 7**1100
c = 10**700 + 1
print((a + b) * (a - b) == a * a - b * b)
print((a * b) * c == a * (b * c))
print(str(c * c)[:5], len(str(c * c)), str(c * c)[-5:])
print(a * b % 1000000007, b * c % 998244353)
