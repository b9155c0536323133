x = 5
name = "Ann"
print(f"{x} {name}", f"{x + 1}", f"no fields", f"{name.upper()}!")
