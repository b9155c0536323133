print(b"ab".center(6))
