import gc
class A:
    count = 0
    def __del__(self):
        A.count += 1
def f():
    for _ in range(50):
        A()
f()
gc.collect()
print(A.count > 40)
