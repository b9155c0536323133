print("abc" "def"   'ghi')
print(("one "
       "two"))
