import {
  type ClassShape,
  type Context,
  type FunctionShape,
  plainTypes,
  type Type,
} from "./context.js";
import { literal } from "./literals.js";
import { block, type Statement, simple } from "./program.js";
import { statements } from "./statements.js";

const parameterTypes: readonly Type[] = ["int", "int", "float", "str", "ints", "strings", "tuple"];

function shapeOf(c: Context, name: string): FunctionShape {
  const named = (): { name: string; type: Type } => ({
    name: c.newName("a"),
    type: c.random.pick(parameterTypes),
  });
  const rest = c.random.chance(0.25);
  const keyword = c.random.chance(0.25) ? { keyword: named() } : {};
  return {
    name,
    required: c.random.several(0, 2, () => c.random.pick(parameterTypes)),
    optional: c.random.several(0, 2, named),
    rest,
    ...keyword,
    result: c.random.pick(plainTypes),
  };
}

interface Signature {
  text: string;
  variables: { name: string; type: Type }[];
}

function signatureOf(c: Context, shape: FunctionShape): Signature {
  const variables: { name: string; type: Type }[] = [];
  const parts: string[] = [];
  for (const type of shape.required) {
    const name = c.newName("a");
    variables.push({ name, type });
    parts.push(name);
  }
  for (const one of shape.optional) {
    variables.push(one);
    parts.push(`${one.name}=${literal(c, one.type)}`);
  }
  if (shape.rest) parts.push("*rest");
  if (shape.keyword) {
    if (!shape.rest) parts.push("*");
    variables.push(shape.keyword);
    parts.push(`${shape.keyword.name}=${literal(c, shape.keyword.type)}`);
  }
  return { text: parts.join(", "), variables };
}

function bodyOf(c: Context, shape: FunctionShape, signature: Signature): Statement[] {
  return c.within({ insideFunction: true, insideLoop: false, repeated: true, depth: 2 }, () => {
    c.variables.push(...signature.variables);
    const body = statements(c, 0, 3);
    return [simple("tick()"), ...body, simple(`return ${c.expression(shape.result)}`)];
  });
}

/** A function; where it is used it gives what its shape says, or `None`. */
export function defineFunction(c: Context): Statement {
  const shape = shapeOf(c, c.newName("f"));
  const signature = signatureOf(c, shape);
  const body = bodyOf(c, shape, signature);
  c.functions.push(shape);
  return block(`def ${shape.name}(${signature.text}):`, body);
}

/** A generator function of one int. */
export function defineGenerator(c: Context): Statement {
  const name = c.newName("g");
  const yields = (): Statement =>
    simple(
      c.random.pick([
        `yield ${c.expression("int")}`,
        `s = yield ${c.expression("int")}`,
        `yield from ${c.expression("ints")}`,
        'show("sent", (yield n))',
      ]),
    );
  const body = c.within(
    { insideFunction: true, insideGenerator: true, insideLoop: false, repeated: true, depth: 2 },
    () => {
      c.variables.push({ name: "n", type: "int" });
      const loop = block(`for j in range(${c.random.between(1, 4)}):`, [
        simple("tick()"),
        ...statements(c, 0, 2),
        yields(),
      ]);
      const guarded: Statement = [
        { head: "try:", body: [yields(), ...statements(c, 0, 1), yields()] },
        c.random.chance(0.5)
          ? { head: "except ValueError as e:", body: [simple("note(e)"), yields()] }
          : { head: "finally:", body: [simple('print("closing")')] },
      ];
      const parts = [loop, guarded, yields()].filter(() => c.random.chance(0.6));
      const result = c.random.chance(0.3) ? [simple(`return ${c.expression("int")}`)] : [];
      return [simple("tick()"), ...parts, simple("yield n"), ...result];
    },
  );
  c.generators.push(name);
  return block(`def ${name}(n):`, body);
}

const specials: readonly ((e: () => string) => [string, string])[] = [
  (e) => ["__add__(self, other)", `${e()} + self.a`],
  (e) => ["__radd__(self, other)", `self.a - ${e()}`],
  () => ["__mul__(self, other)", "(type(other).__name__, self.a)"],
  () => ["__neg__(self)", "-self.a"],
  () => ["__len__(self)", "self.a & 7"],
  () => ["__bool__(self)", "self.a > 3"],
  (e) => ["__getitem__(self, key)", `(key, ${e()})`],
  (e) => ["__contains__(self, item)", `item == ${e()}`],
  (e) => ["__call__(self, *args)", `(len(args), ${e()})`],
  () => ["__iter__(self)", "iter([self.a, self.a + 1])"],
  () => ["__eq__(self, other)", "isinstance(other, Base) and self.a == other.a"],
  () => ["__lt__(self, other)", "self.a < getattr(other, 'a', 5)"],
  () => ["__hash__(self)", "self.a & 1023"],
  () => ["__str__(self)", '"<" + str(self.a) + ">"'],
  () => ["__getattr__(self, name)", 'name + "?"'],
];

function method(head: string, result: string): Statement {
  return block(`def ${head}:`, [simple("tick()"), simple(`return ${result}`)]);
}

function ownMethod(c: Context, shape: FunctionShape): Statement {
  const signature = signatureOf(c, shape);
  const parameters = ["self", ...(signature.text ? [signature.text] : [])].join(", ");
  const body = bodyOf(c, shape, {
    ...signature,
    variables: [...signature.variables, { name: "self", type: "object" }],
  });
  return block(`def ${shape.name}(${parameters}):`, body);
}

function initialiser(name: string, base: string): Statement {
  const own =
    base === "Base" ? "self.a = a; self.b = b" : `super().__init__(a, b); self.${name} = 1`;
  return block("def __init__(self, a, b=None):", [simple(own)]);
}

/** A class whose instances have `a` and `b`, some special methods and one or two others. */
export function defineClass(c: Context): Statement {
  const name = c.newName("C");
  const bases = ["Base", ...c.classes.map((one) => one.name)];
  const base = c.random.pick(bases);
  const shapes = c.random.several(1, 2, () => shapeOf(c, c.newName("m")));
  const int = (): string => c.within({ depth: 1 }, () => c.expression("int"));
  const own = shapes.map((shape) => ownMethod(c, shape));
  const special = specials.filter(() => c.random.chance(0.3)).map((make) => method(...make(int)));
  const more: Statement[] = [];
  if (c.random.chance(0.5)) more.push(simple("@property"), method("double(self)", "self.a * 2"));
  if (c.random.chance(0.3)) more.push(simple("@staticmethod"), method("made(x)", "x + 1"));
  if (c.random.chance(0.3))
    more.push(simple("@classmethod"), method("kind(cls, x=1)", "(cls.__name__, x)"));
  const shape: ClassShape = { name, field: c.random.pick(plainTypes), methods: shapes };
  c.classes.push(shape);
  const start = base === "Base" && c.random.chance(0.5) ? [] : [initialiser(name, base)];
  return block(`class ${name}(${base}):`, [...start, ...special, ...more, ...own]);
}

/** What generated classes and `with` statements rest on. */
export const support: readonly Statement[] = [
  block("class Base:", [
    block("def __init__(self, a, b=None):", [simple("self.a = a"), simple("self.b = b")]),
    block("def state(self):", [simple('return "(" + text(self.a) + ", " + text(self.b) + ")"')]),
    block("def __repr__(self):", [simple('return "Base" + repr(self.a)')]),
  ]),
  block("class Manager:", [
    block("def __init__(self, n):", [simple("self.n = n")]),
    block("def __enter__(self):", [simple('print("enter")'), simple("return self.n")]),
    block("def __exit__(self, kind, value, where):", [
      simple('print("exit", kind and kind.__name__, value)'),
      simple("return self.n == 1"),
    ]),
  ]),
];
