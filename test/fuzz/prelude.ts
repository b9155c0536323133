/**
 * What every generated program starts with.
 *
 * - `show(value, …)` prints values alike in every interpreter: dicts and sets sorted, floats to twelve
 *   digits, instances by what their `__dict__`-free `state()` says.
 * - `lim(value)` keeps values that grow in loops small.
 * - `plain(text)` replaces what is not ASCII, where widths matter: the reference counts bytes there.
 * - `tick()` stands at the start of every function and of every turn of a loop, so that each program
 *   ends: when the fuel is used up it raises what only `except BaseException` catches.
 * - `note(error)` prints an exception that was caught.
 */
export const prelude = `\
class OutOfFuel(BaseException):
 pass
fuel = 3000
def tick():
 global fuel
 fuel -= 1
 if fuel < 0:
  raise OutOfFuel("fuel")
def lim(x):
 if isinstance(x, int):
  return x if -(1 << 200) < x < 1 << 200 else x % 1000000007
 if isinstance(x, float):
  return x if -1e200 < x < 1e200 else 0.5
 return x[:40] if len(x) > 40 else x
def plain(x):
 return "".join([c if ord(c) < 128 else "?" for c in x])
def text(x):
 if isinstance(x, float):
  return "%.12g" % x
 if isinstance(x, dict):
  return "{" + ", ".join(sorted([text(k) + ": " + text(v) for k, v in x.items()])) + "}"
 if isinstance(x, (set, frozenset)):
  return "{" + ", ".join(sorted([text(v) for v in x])) + "}"
 if isinstance(x, tuple):
  return "(" + ", ".join([text(v) for v in x]) + ")"
 if isinstance(x, list):
  return "[" + ", ".join([text(v) for v in x]) + "]"
 if hasattr(x, "state"):
  return type(x).__name__ + text(x.state())
 return repr(x)
def show(*values):
 print(*[text(v) for v in values])
def note(error):
 print(type(error).__name__, error)
`;
