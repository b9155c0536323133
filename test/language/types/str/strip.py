print(repr("  a b \n".strip()))
print(repr("xxaxbxx".strip("x")))
print(repr("abcba".strip("ab")))
print(repr("   ".strip()))
