s = "a€b😀c"
print(len(s))
print(s[1], s[3], s[-1], s[-2])
for c in s:
    print(ord(c), end=" ")
print()
