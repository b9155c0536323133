# MicroPython ends the expression at the first colon, parentheses or not.
try:
    eval("f'{(lambda a: a)(2)}'")
except SyntaxError as e:
    print("SyntaxError:", e)
