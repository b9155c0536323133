src = ""
for i in range(12):
    src += " " * i + "if 1:\n"
src += " " * 12 + "print('deep')\n"
exec(src)
