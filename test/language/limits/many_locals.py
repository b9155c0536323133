src = "def f():\n" + "".join(" v%d = %d\n" % (i, i) for i in range(100)) + " return v0 + v50 + v99\n"
exec(src)
print(f())
