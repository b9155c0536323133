src = "def f(n):\n while n:\n"
for i in range(300):
    src += "  if n == %d: n = n + 0\n" % (i + 5000)
src += "  n -= 1\n return 'end'\n"
exec(src)
print(f(3))
