s = "report.txt"
print(s.endswith(".txt"))
print(s.endswith(".TXT"))
print(s.endswith(""))
print(s.endswith("a longer string than that"))
