from math import pi, tau

print(tau == 2 * pi)
