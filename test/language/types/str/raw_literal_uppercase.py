# Upper-case prefixes are not known to MicroPython.
for source in ('R"x"', 'B"x"', 'F"x"'):
    try:
        print(eval(source))
    except SyntaxError as e:
        print("SyntaxError:", e)
