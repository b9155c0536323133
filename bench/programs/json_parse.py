# A recursive-descent parser and a writer for JSON, over n generated documents.
# Exercises string indexing and slicing, recursion, dicts, lists and conversion.

N = 80
EXPECTED = [80, 110160, "person \"5\"\n", 1330000]

SPACE = " \n\t\r"
ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\", "/": "/"}


class Parser:
    def __init__(self, text):
        self.text = text
        self.at = 0

    def skip(self):
        text = self.text
        at = self.at
        while at < len(text) and text[at] in SPACE:
            at += 1
        self.at = at
        return text[at] if at < len(text) else ""

    def expect(self, what):
        if not self.text.startswith(what, self.at):
            raise ValueError("expected %s at %d" % (what, self.at))
        self.at += len(what)

    def value(self):
        letter = self.skip()
        if letter == "{":
            return self.mapping()
        if letter == "[":
            return self.sequence()
        if letter == '"':
            return self.string()
        if letter == "t":
            self.expect("true")
            return True
        if letter == "f":
            self.expect("false")
            return False
        if letter == "n":
            self.expect("null")
            return None
        return self.number()

    def mapping(self):
        out = {}
        self.at += 1
        if self.skip() == "}":
            self.at += 1
            return out
        while True:
            self.skip()
            key = self.string()
            self.skip()
            self.expect(":")
            out[key] = self.value()
            if self.skip() == "}":
                self.at += 1
                return out
            self.expect(",")

    def sequence(self):
        out = []
        self.at += 1
        if self.skip() == "]":
            self.at += 1
            return out
        while True:
            out.append(self.value())
            if self.skip() == "]":
                self.at += 1
                return out
            self.expect(",")

    def string(self):
        self.expect('"')
        parts = []
        start = self.at
        while True:
            letter = self.text[self.at]
            if letter == '"':
                parts.append(self.text[start : self.at])
                self.at += 1
                return "".join(parts)
            if letter == "\\":
                parts.append(self.text[start : self.at])
                parts.append(ESCAPES[self.text[self.at + 1]])
                self.at += 2
                start = self.at
            else:
                self.at += 1

    def number(self):
        text = self.text
        start = self.at
        at = start
        while at < len(text) and text[at] in "+-.eE0123456789":
            at += 1
        self.at = at
        word = text[start:at]
        try:
            return int(word)
        except ValueError:
            return float(word)


def write(value):
    if value is None:
        return "null"
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, str):
        for plain, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n")):
            value = value.replace(plain, escaped)
        return '"' + value + '"'
    if isinstance(value, list):
        return "[" + ", ".join([write(item) for item in value]) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join([write(key) + ": " + write(value[key]) for key in sorted(value)]) + "}"
    return str(value)


def document(n):
    people = []
    for i in range(n):
        people.append(
            {
                "id": i,
                "name": "person \"%d\"\n" % i,
                "height": 1.5 + (i % 4) * 0.125,
                "tags": ["a", "b\\c", None, True, i % 2 == 0],
                "place": {"x": i * 3, "y": -i, "near": []},
            }
        )
    return {"people": people, "count": n}


PEOPLE = 10


def run(n):
    length = 0
    height = 0
    same = 0
    for _ in range(n):
        text = write(document(PEOPLE))
        parsed = Parser(text).value()
        length += len(text)
        same += text == write(parsed)
        height += sum([person["height"] for person in parsed["people"]])
    return [same, length, parsed["people"][PEOPLE // 2]["name"], round(height * 1000)]
