x = 1
print(f"""a {x}
b {x + 1}""")
