import builtins
print(builtins.len is len, builtins.__name__, hasattr(builtins, "print"))
builtins.shared = 5
print(shared)
