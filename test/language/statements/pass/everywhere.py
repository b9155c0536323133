def f(): pass
class A: pass
for _ in range(1): pass
if 1: pass
else: pass
print(f(), A.__name__)
