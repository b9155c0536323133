5
"docstring"
[1, 2]
print("only this")
