# A small text adventure, played by a script: verbs, things, rooms and a lamp.


class Room:
    def __init__(self, name, text, dark=False):
        self.name = name
        self.text = text
        self.dark = dark
        self.exits = {}
        self.things = []

    def link(self, direction, other):
        back = {"north": "south", "south": "north", "east": "west", "down": "up"}
        self.exits[direction] = other
        other.exits[back[direction]] = self


class Refusal(Exception):
    """What the player asked for is not possible; the message says why."""


class Game:
    SHORT = {"n": "north", "s": "south", "e": "east", "w": "west", "d": "down", "u": "up"}

    def __init__(self):
        hall = Room("Hall", "Dust lies on everything but the stairs.")
        garden = Room("Garden", "The gate is rusty and the roses are wild.")
        cellar = Room("Cellar", "Barrels, and something that glitters.", dark=True)
        hall.link("north", garden)
        hall.link("down", cellar)
        garden.things.append("lamp")
        cellar.things.append("crown")
        self.room = hall
        self.bag = []
        self.lit = False
        self.turns = 0

    def sees(self):
        return not self.room.dark or (self.lit and "lamp" in self.bag)

    def go(self, direction):
        direction = self.SHORT.get(direction, direction)
        if direction not in self.room.exits:
            raise Refusal("There is no way " + direction + ".")
        self.room = self.room.exits[direction]
        return self.look()

    def look(self, *_):
        if not self.sees():
            return "It is dark here."
        lines = [self.room.name + ". " + self.room.text]
        if self.room.things:
            lines.append("You see: " + ", ".join(self.room.things) + ".")
        lines.append("Ways: " + ", ".join(sorted(self.room.exits)) + ".")
        return " ".join(lines)

    def take(self, thing):
        if not self.sees() or thing not in self.room.things:
            raise Refusal("You see no " + thing + ".")
        self.room.things.remove(thing)
        self.bag.append(thing)
        return "You have the " + thing + "."

    def light(self, thing):
        if thing not in self.bag:
            raise Refusal("You do not have a " + thing + ".")
        if thing != "lamp":
            raise Refusal("The " + thing + " does not burn.")
        self.lit = True
        return "The lamp burns."

    def obey(self, command):
        """Does what a line says; returns the answer."""
        verb, *rest = [word for word in command.lower().split() if word not in ("the", "a", "to")]
        if verb in self.SHORT or verb in self.SHORT.values():
            verb, rest = "go", [verb]
        action = {"go": self.go, "look": self.look, "take": self.take, "light": self.light}
        self.turns += 1
        try:
            return action[verb](*rest)
        except KeyError:
            return "I do not know how to " + verb + "."
        except TypeError:
            return verb[0].upper() + verb[1:] + " what?"
        except Refusal as refusal:
            return str(refusal)


SCRIPT = """look; d; take crown; dance; u; go to the north; take
take the lamp; light crown; s; w; light lamp; down; take the crown; light crown"""


def play(quiet):
    game = Game()
    for command in SCRIPT.replace("\n", ";").split(";"):
        answer = game.obey(command)
        if not quiet:
            print(">", command.strip())
            print(" ", answer)
    return game


play(quiet=False)
crowns = 0
turns = 0
for _ in range(2000):
    game = play(quiet=True)
    crowns += "crown" in game.bag
    turns += game.turns
print("Played again and again:", crowns, "crowns in", turns, "turns")
