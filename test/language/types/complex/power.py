print(1j ** 0, abs(1j ** 2 + 1) < 1e-12, (2 + 0j) ** 2)
print(0j ** 0, 0j ** 1)
