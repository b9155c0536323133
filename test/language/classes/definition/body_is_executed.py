class A:
    print("in body")
    x = [i for i in range(3)]
    y = len(x)
    if y > 2:
        z = "yes"
print(A.x, A.y, A.z)
