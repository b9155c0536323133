# An odd space goes to the right, and a string that is wide enough is returned as it is.
print("[" + "ab".center(6) + "]")
print("[" + "ab".center(5) + "]")
print("[" + "ab".center(2) + "]")
print("[" + "abc".center(1) + "]")
