import os
with open("f", "w") as f:
    f.write("12345")
print(os.stat("f")[6], os.sep)
try:
    os.stat("missing")
except OSError as e:
    print(e)
