print(1j, 2.5j, 1 + 2j, 3 - 4j, 0j, 1e3j)
