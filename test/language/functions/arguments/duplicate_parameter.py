try:
    exec("def f(a, a): pass")
except SyntaxError as e:
    print("SyntaxError:", e)
