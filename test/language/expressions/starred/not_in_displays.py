# A star in a list, set or tuple display is not known to MicroPython.
for source in ("[*range(3)]", "{*'ab'}", "(*'ab', 1)", "{**{}}"):
    try:
        print(eval(source))
    except SyntaxError as e:
        print("SyntaxError:", e)
