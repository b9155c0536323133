s = "hello"
print(s.rindex("l"), s.rindex("l", 0, 3))
try:
    s.rindex("z")
except ValueError as e:
    print("ValueError:", e)
