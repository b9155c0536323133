print("a.py".endswith((".txt", ".py")))
print("a.py".endswith((".txt", ".md")))
print("a.py".endswith(()))
