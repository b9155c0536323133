# The with statement: entering, leaving, and swallowing an exception.


class Section:
    depth = 0

    def __init__(self, name, ignore=None):
        self.name = name
        self.ignore = ignore

    def __enter__(self):
        self.say("begin " + self.name)
        Section.depth += 1
        return self

    def __exit__(self, kind, value, trace):
        Section.depth -= 1
        self.say("end " + self.name + (" after " + kind.__name__ if kind else ""))
        return self.ignore is not None and kind is not None and issubclass(kind, self.ignore)

    def say(self, text):
        print("  " * Section.depth + text)


with Section("outer") as outer, Section("inner"):
    outer.say("work")

with Section("tolerant", LookupError):
    {}["missing"]

try:
    with Section("strict", LookupError):
        1 // 0
except ZeroDivisionError:
    print("not swallowed")
