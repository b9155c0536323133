try:
    exec("x = 1\ny = = 2\n")
except SyntaxError as e:
    print(type(e).__name__, len(e.args), e.args[0])
