c = compile("1 + 2", "name", "eval")
print(eval(c))
exec(compile("print('exec')", "name", "exec"))
exec(compile("5 * 5", "name", "single"))
try:
    compile("1", "n", "nope")
except ValueError as e:
    print("ValueError:", e)
