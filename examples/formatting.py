# Text: the three ways to format, slices, and the methods of str.

name, price, count = "tea", 3.5, 12

print("%-8s|%6.2f|%03d|%x" % (name, price, count, count))
print("{:<8}|{:>6.2f}|{:03d}|{:#x}".format(name, price, count, count))
print(f"{name:<8}|{price:>6.2f}|{count:03d}|{count:#x}")
print("{0} {1} {0} {last}".format("a", "b", last="z"))
print(f"{name!r:>8} {price * count:.1f} {'nested ' + str(count)}")
print("{:^9}|{:*^9}|{:,}".format("mid", "mid", 1234567))

text = "A man, a plan, a canal: Panama"
letters = [letter.lower() for letter in text if letter.isalpha()]
print(letters == list(reversed(letters)), "".join(reversed(text)))
print(text.replace("a", "o"), text.find("plan"), text.count("an"))
print(text.split(", "), text.partition(": "))
print("Grüße, 世界".encode("utf-8"), len("Grüße, 世界"), "世" in "世界")
print(" ".join(["{:.^7}".format(word) for word in ("one", "two", "three")]))
