try:
    exec("def f(a, /, b): return a, b\nprint(f(1, b=2))")
except SyntaxError as e:
    print("SyntaxError:", e)
