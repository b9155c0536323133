class Loud(str):
    def shout(self):
        return self.upper() + "!"
s = Loud("hey")
print(s, s.shout(), len(s), s == "hey")
print(isinstance(s, str), s + " you")
