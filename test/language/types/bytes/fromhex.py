print(bytes.fromhex("00ff10"))
print(bytes.fromhex("de ad be ef"))
for s in ("0", "zz"):
    try:
        print(bytes.fromhex(s))
    except ValueError as e:
        print("ValueError:", e)
