print("ell" in "hello", "x" in "hello", "" in "hello", "" in "")
print("x" not in "hello")
print("€" in "10 €")
