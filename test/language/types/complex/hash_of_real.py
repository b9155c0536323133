# A complex number without an imaginary part is equal to the number, as a key too.
d = {2: "two", 0.5: "half"}
print(d[2 + 0j], d[complex(0.5)])
print(hash(3 + 0j) == hash(3) == hash(3.0))
