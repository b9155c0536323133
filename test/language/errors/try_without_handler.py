try:
    exec("try:\n pass\n")
except SyntaxError as e:
    print("SyntaxError:", e)
