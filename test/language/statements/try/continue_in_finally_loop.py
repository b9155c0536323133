for i in range(3):
    try:
        continue
    finally:
        print("finally", i)
print("end")
