print(bool(0j), bool(1j), {1j: "a"}[1j], hash(2 + 0j) == hash(2 + 0j))
