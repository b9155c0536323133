# Names that occur in the program are one object.
a = "spam"
b = "spam"
print(a is b)
