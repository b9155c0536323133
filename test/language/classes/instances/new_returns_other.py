class A:
    def __new__(cls):
        return "not an A"
    def __init__(self):
        print("never")
print(A())
