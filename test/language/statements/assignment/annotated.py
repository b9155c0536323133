x: int = 5
y: "anything"
print(x)
def f(a: int, b: str = "q") -> None:
    z: int = a
    return z, b
print(f(1))
