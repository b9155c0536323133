/** The order of names in tables of the firmware 1.9.4, which searches them from the first on. */

const words = (text: string): string[] => text.trim().split(/\s+/);

/** Builtins: those of `py/modbuiltins.c`, then the board's. */
export const builtinOrder: readonly string[] = words(`
__name__ __build_class__ __import__ __repl_print__ bool bytes bytearray complex dict
enumerate filter float frozenset int list map memoryview object property range reversed set
slice str super tuple type zip classmethod staticmethod Ellipsis NotImplemented abs all any
bin callable compile chr delattr dir divmod eval exec execfile getattr setattr globals
hasattr hash help hex id input isinstance issubclass iter len locals max min next oct ord
pow print repr round sorted sum BaseException ArithmeticError AssertionError AttributeError
EOFError Exception GeneratorExit ImportError IndentationError IndexError KeyboardInterrupt
KeyError LookupError MemoryError NameError NotImplementedError OSError OverflowError
RuntimeError StopAsyncIteration StopIteration SyntaxError SystemExit TypeError UnicodeError
ValueError ViperTypeError ZeroDivisionError open
`);

const ofText = `find rfind index rindex join split splitlines rsplit startswith endswith strip lstrip rstrip format
replace count partition rpartition center lower upper isspace isalpha isdigit isupper islower`;
const ofArrays = "append extend";

/** Methods of the types that programs use most, by their kinds in src/tables/kinds.ts. */
export const methodOrder: Readonly<Record<string, readonly string[]>> = {
  Str: words(`encode ${ofText}`),
  Bytes: words(`decode ${ofText}`),
  Bytearray: words(ofArrays),
  Array: words(ofArrays),
  List: words("append clear copy count extend index insert pop remove reverse sort"),
  Dict: words("clear copy fromkeys get items keys pop popitem setdefault update values"),
  Set: words(`add clear copy discard difference difference_update intersection intersection_update isdisjoint issubset
issuperset pop remove symmetric_difference symmetric_difference_update union update`),
};
