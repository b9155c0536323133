try:
    super()
except Exception as e:
    print(type(e).__name__)
