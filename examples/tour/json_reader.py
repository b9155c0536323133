# A reader for JSON in some hundred lines: a scanner of tokens and a parser over it.


class JSONError(ValueError):
    """The text is no JSON; the message says where and why."""


class Scanner:
    """Cuts a text into tokens: a pair of kind and value each."""

    WORDS = {"true": True, "false": False, "null": None}
    ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}

    def __init__(self, text):
        self.text = text
        self.at = 0

    def fail(self, why):
        line = self.text.count("\n", 0, self.at) + 1
        raise JSONError("line %d: %s" % (line, why))

    def __iter__(self):
        text = self.text
        while self.at < len(text):
            letter = text[self.at]
            if letter in " \t\r\n":
                self.at += 1
            elif letter in "{}[]:,":
                self.at += 1
                yield letter, None
            elif letter == '"':
                yield "value", self.string()
            elif letter == "-" or letter.isdigit():
                yield "value", self.number()
            else:
                yield "value", self.word()
        while True:
            yield "end", None

    def run_of(self, letters):
        start = self.at
        while self.at < len(self.text) and self.text[self.at] in letters:
            self.at += 1
        return self.text[start : self.at]

    def number(self):
        digits = self.run_of("+-.0123456789eE")
        try:
            if "." in digits or "e" in digits or "E" in digits:
                return float(digits)
            return int(digits)
        except ValueError:
            self.fail("bad number " + digits)

    def word(self):
        word = self.run_of("abcdefghijklmnopqrstuvwxyz")
        if word not in self.WORDS:
            self.fail("unexpected " + (word or self.text[self.at]))
        return self.WORDS[word]

    def string(self):
        parts = []
        self.at += 1
        while True:
            end = self.text.find('"', self.at)
            if end < 0:
                self.fail("string without end")
            escape = self.text.find("\\", self.at, end)
            if escape < 0:
                parts.append(self.text[self.at : end])
                self.at = end + 1
                return "".join(parts)
            parts.append(self.text[self.at : escape])
            self.at = escape + 2
            parts.append(self.escaped(self.text[escape + 1]))

    def escaped(self, letter):
        if letter != "u":
            return self.ESCAPES.get(letter, letter)
        code = self.text[self.at : self.at + 4]
        self.at += 4
        return chr(int(code, 16))


class Parser:
    def __init__(self, text):
        self.scanner = Scanner(text)
        self.tokens = iter(self.scanner)
        self.advance()

    def advance(self):
        self.kind, self.value = next(self.tokens)

    def expect(self, kind):
        if self.kind != kind:
            self.scanner.fail("expected %s, found %s" % (kind, self.kind))
        value = self.value
        self.advance()
        return value

    def parse(self):
        if self.kind == "{":
            return dict(self.members("}", self.member))
        if self.kind == "[":
            return list(self.members("]", self.parse))
        return self.expect("value")

    def members(self, closing, read):
        self.advance()
        while self.kind != closing:
            yield read()
            if self.kind != closing:
                self.expect(",")
        self.advance()

    def member(self):
        key = self.expect("value")
        self.expect(":")
        return key, self.parse()


def read_json(text):
    parser = Parser(text)
    value = parser.parse()
    parser.expect("end")
    return value


def depth(value):
    if isinstance(value, dict):
        value = value.values()
    elif not isinstance(value, list):
        return 0
    return 1 + max([depth(item) for item in value])


PLANET = """{"name": "%s", "radius": %d, "day": %s, "ring": %s,
  "moons": [{"name": "\\u00%x\\"%d\\"", "far": [1.5e3, -%d]}, null, {}, []]}"""

planets = []
for number in range(1200):
    hours = str(number * 0.25) if number % 3 else "null"
    ring = "true" if number % 2 else "false"
    letter = 65 + number % 26
    name = "P\\t" + str(number)
    planets.append(PLANET % (name, number * 37, hours, ring, letter, number, number))
text = '{"planets": [' + ",\n".join(planets) + "]}"

# A text is read piece by piece: the planets one at a time, then a faulty one.
total = 0
for planet in planets:
    total += read_json(planet)["radius"]
last = read_json(planets[-1])
print(len(text), "characters,", len(planets), "planets, radius", total)
print(repr(last["name"]), last["day"], last["ring"], last["moons"][0])

for faulty in ('{"a": 1,\n"b" 2}', "[1, 2,\n\nnothing]", '["open]', "[1.2.3]"):
    try:
        read_json(faulty)
    except JSONError as error:
        print("refused:", error)
