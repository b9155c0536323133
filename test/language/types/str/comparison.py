print("a" < "b", "a" < "A", "abc" < "abd", "ab" < "abc")
print("a" == "a", "a" != "a", "b" >= "a", "" < "a")
print("é" > "z", "日" > "é")
