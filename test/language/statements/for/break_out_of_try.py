for i in range(3):
    try:
        if i == 1:
            break
        print(i)
    finally:
        print("finally", i)
