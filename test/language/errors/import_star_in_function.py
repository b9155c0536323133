try:
    exec("def f():\n from math import *")
    print("accepted")
except SyntaxError as e:
    print("SyntaxError:", e)
