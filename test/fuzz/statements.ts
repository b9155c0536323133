import { type Context, plainTypes, type Type } from "./context.js";
import { leaf } from "./literals.js";
import { block, type Clause, type Statement, simple } from "./program.js";

const valueTypes: readonly Type[] = [...plainTypes, "int", "int", "str", "counts", "names", "set"];

const tickStatement = simple("tick()");

function assign(c: Context): Statement {
  const type = c.random.pick(valueTypes);
  const known = c.variablesOf(type).filter((name) => /^[vl]\d/.test(name));
  const value = c.expression(type);
  if (known.length && c.random.chance(0.5)) return simple(`${c.random.pick(known)} = ${value}`);
  const name = c.newName(c.insideFunction ? "l" : "v");
  c.variables.push({ name, type });
  return simple(`${name} = ${value}`);
}

function assignObject(c: Context): Statement {
  if (!c.classes.length) return assign(c);
  const shape = c.random.pick(c.classes);
  const name = c.newName(c.insideFunction ? "l" : "v");
  const made = `${shape.name}(${c.expression("int")}, ${c.expression(shape.field)})`;
  c.variables.push({ name, type: "object" });
  return simple(`${name} = ${made}`);
}

const augmented: Partial<Record<Type, readonly string[]>> = {
  int: ["+=", "-=", "*=", "//=", "%=", "&=", "|=", "^=", ">>="],
  float: ["+=", "-=", "*=", "/="],
  str: ["+="],
  bytes: ["+="],
  ints: ["+="],
  strings: ["+="],
  tuple: ["+="],
  set: ["|=", "&=", "-=", "^="],
};

function augmentedAssign(c: Context): Statement {
  const type = c.random.pick(Object.keys(augmented) as Type[]);
  const names = c.variablesOf(type);
  if (!names.length) return assign(c);
  const name = c.random.pick(names);
  const operator = c.random.pick(augmented[type]!);
  const text = `${name} ${operator} ${c.expression(type)}`;
  return simple(type === "set" ? text : `${text}; ${name} = lim(${name})`);
}

/** Prints some expressions; here an operand may have the wrong type. */
function show(c: Context): Statement {
  return c.within({ careless: c.random.chance(0.5) }, () => {
    const types = [...valueTypes, "object" as const];
    const parts = c.random.several(1, 2, () => c.expression(c.random.pick(types)));
    return simple(`show(${parts.join(", ")})`);
  });
}

function unpack(c: Context): Statement {
  const names = [c.newName("u"), c.newName("u"), c.newName("u")];
  const star = c.random.below(5);
  const targets = names.map((name, i) => (i === star ? `*${name}` : name)).join(", ");
  const kind = c.random.below(3);
  const e = (): string => c.expression("int");
  const value = kind === 0 ? c.expression("ints") : kind === 1 ? `${e()}, ${e()}, ${e()}` : "";
  const source = value || `${c.expression("str")}`;
  return simple(`${targets} = ${source}; show([${names.join(", ")}])`);
}

function storeItem(c: Context): Statement {
  const type = c.random.pick(["ints", "counts", "names"] as const);
  const names = c.variablesOf(type);
  if (!names.length) return assign(c);
  const name = c.random.pick(names);
  const key = type === "counts" ? "str" : "int";
  const index = type === "ints" ? String(c.random.between(-3, 3)) : c.expression(key);
  const value = c.expression(type === "names" ? "str" : "int");
  return simple(`${name}[${index}] = ${value}`);
}

function mutate(c: Context): Statement {
  const on = (type: Type, texts: readonly (() => string)[]): Statement => {
    const names = c.variablesOf(type);
    return names.length ? simple(`${c.random.pick(names)}${c.random.pick(texts)()}`) : assign(c);
  };
  const int = (): string => c.expression("int");
  const at = (): string => String(c.random.between(-3, 3));
  switch (c.random.below(5)) {
    case 0:
      return on("ints", [
        () => `.append(${int()})`,
        () => `.insert(${at()}, ${int()})`,
        () => `.remove(${int()})`,
        () => `.pop(${c.random.chance(0.5) ? "" : at()})`,
        () => `.extend(${c.random.pick(["range(3)", "(1, 2)", "b'ab'"])})`,
        () => ".reverse()",
        () => ".sort()",
        () => ".sort(reverse=True)",
        () => `[${at()}:${at()}] = ${c.expression("ints")}[:3]`,
      ]);
    case 1:
      return on("counts", [
        () => `.update(${c.expression("counts")})`,
        () => `.setdefault(${c.expression("str")}, ${int()})`,
        () => `.pop(${c.expression("str")}, None)`,
        () => `.pop(${c.expression("str")})`,
      ]);
    case 2:
      return on("set", [
        () => `.add(${int()})`,
        () => `.discard(${int()})`,
        () => `.remove(${int()})`,
        () => `.update(${c.expression("ints")})`,
      ]);
    case 3:
      return on("object", [() => `.a = ${int()}`, () => `.a += ${int()}; tick()`]);
    default:
      return on("names", [() => `[${int()}] = ${c.expression("str")}`]);
  }
}

function remove(c: Context): Statement {
  const kind = c.random.below(3);
  const type = kind === 0 ? "ints" : kind === 1 ? "counts" : "names";
  const names = c.variablesOf(type);
  if (!names.length) return show(c);
  const key = type === "counts" ? "str" : "int";
  return simple(`del ${c.random.pick(names)}[${leaf(c, key)}]`);
}

function raiseStatement(c: Context): Statement {
  const type = c.random.pick(["ValueError", "KeyError", "TypeError", "RuntimeError", "IndexError"]);
  const value = c.expression(c.random.pick(plainTypes));
  const kind = c.random.below(4);
  if (kind === 0) return simple(`assert ${c.expression("bool")}, ${value}`);
  if (kind === 1) return simple(`if ${c.expression("bool")}: raise ${type}(${value})`);
  if (kind === 2) return simple(`raise ${type}`);
  return simple(`raise ${type}(${value}, ${c.expression("int")})`);
}

function branch(c: Context, size: number): Statement {
  const clauses: Clause[] = [{ head: `if ${c.expression("bool")}:`, body: statements(c, 1, size) }];
  while (c.random.chance(0.25)) {
    const type = c.random.pick(["bool", "int", "str", "ints"] as const);
    clauses.push({ head: `elif ${c.expression(type)}:`, body: statements(c, 1, size) });
  }
  if (c.random.chance(0.5)) clauses.push({ head: "else:", body: statements(c, 1, size) });
  return clauses;
}

function loopSource(c: Context): { target: string; type: Type; source: string } {
  const target = c.newName("i");
  switch (c.random.below(7)) {
    case 0:
      return { target, type: "int", source: c.expression("ints") };
    case 1:
      return { target, type: "str", source: c.expression("strings") };
    case 2:
      return { target, type: "str", source: c.expression("str") };
    case 3:
      return { target, type: "int", source: `sorted(${c.expression("set")})` };
    case 4:
      return {
        target: `${target}, ${c.newName("i")}`,
        type: "str",
        source: `sorted(${c.expression("counts")}.items())`,
      };
    default: {
      const by = c.random.pick(["", "", ", 2", ", -1", ", 3"]);
      const first = c.random.between(-3, 6);
      const range = by ? `${first}, ${c.random.between(-3, 8)}${by}` : c.random.between(0, 5);
      return { target, type: "int", source: `range(${range})` };
    }
  }
}

function loopBody(c: Context, size: number): Statement[] {
  return c.within({ insideLoop: true, repeated: true, depth: 2 }, () => [
    tickStatement,
    ...statements(c, 1, size),
  ]);
}

function forLoop(c: Context, size: number): Statement {
  const { target, type, source } = loopSource(c);
  const name = target.split(",")[0]!;
  const body = c.withVariable(name, type, () => loopBody(c, size));
  const clauses: Clause[] = [{ head: `for ${target} in ${source}:`, body }];
  if (c.random.chance(0.25)) clauses.push({ head: "else:", body: statements(c, 1, 2) });
  return clauses;
}

function whileLoop(c: Context, size: number): Statement[] {
  const name = c.newName("n");
  const body = loopBody(c, size);
  const condition = c.random.chance(0.5) ? ` and ${c.expression("bool")}` : "";
  const step = simple(`${name} += 1`);
  const clauses: Clause[] = [
    { head: `while ${name} < ${c.random.between(1, 5)}${condition}:`, body: [step, ...body] },
  ];
  if (c.random.chance(0.25)) clauses.push({ head: "else:", body: statements(c, 1, 2) });
  return [simple(`${name} = 0`), clauses];
}

const caught = [
  "except Exception as e:",
  "except (TypeError, ValueError) as e:",
  "except LookupError as e:",
  "except ArithmeticError as e:",
  "except KeyError as e:",
];

function tryStatement(c: Context, size: number): Statement {
  const clauses: Clause[] = [{ head: "try:", body: statements(c, 1, size) }];
  const withHandler = c.random.chance(0.85);
  if (withHandler) {
    if (c.random.chance(0.4)) clauses.push(handler(c, c.random.pick(caught.slice(1)), size));
    if (c.random.chance(0.85)) clauses.push(handler(c, caught[0]!, size));
    else clauses.push({ head: "except:", body: [simple('print("caught")')] });
    if (c.random.chance(0.2)) clauses.push({ head: "else:", body: statements(c, 1, 2) });
  }
  if (!withHandler || c.random.chance(0.3)) {
    // A `break` or `return` in a `finally` swallows the exception that stops an empty tank.
    const body = c.within({ insideLoop: false, insideFunction: false }, () => [
      simple('print("finally")'),
      ...statements(c, 0, 2),
    ]);
    clauses.push({ head: "finally:", body });
  }
  return clauses;
}

function handler(c: Context, head: string, size: number): Clause {
  const again = c.random.chance(0.1) ? [simple("raise")] : [];
  const more = c.random.chance(0.3) ? statements(c, 1, size) : [];
  return { head, body: [simple("note(e)"), ...more, ...again] };
}

function leave(c: Context): Statement {
  const ways = [
    ...(c.insideLoop ? ["break", "continue"] : []),
    ...(c.insideFunction ? ["return"] : []),
  ];
  return ways.length
    ? block(`if ${c.expression("bool")}:`, [simple(c.random.pick(ways))])
    : show(c);
}

function useGenerator(c: Context): Statement[] {
  if (!c.generators.length || c.insideGenerator) return [show(c)];
  const name = c.newName("g");
  const uses = c.random.several(1, 4, () =>
    simple(
      c.random.pick([
        `show(next(${name}))`,
        `show(next(${name}, None))`,
        `show(${name}.send(${c.expression("int")}))`,
        `show(${name}.throw(ValueError("thrown")))`,
        `show(${name}.throw(KeyError, 3))`,
        `show(${name}.close())`,
        `show(list(${name}))`,
      ]),
    ),
  );
  const made = simple(`${name} = ${c.random.pick(c.generators)}(${c.expression("int")})`);
  return [made, [{ head: "try:", body: uses }, handler(c, caught[0]!, 1)]];
}

function withStatement(c: Context, size: number): Statement {
  const name = c.newName("m");
  return block(`with Manager(${c.expression("int")}) as ${name}:`, [
    simple(`show(${name})`),
    ...statements(c, 1, size),
  ]);
}

function closure(c: Context): Statement[] {
  const name = c.newName("f");
  const counter = c.newName("k");
  const body = c.within({ depth: 2 }, () => c.expression("int"));
  return [
    simple(`${counter} = 0`),
    block(`def ${name}(x=${c.expression("int")}):`, [
      simple(`${c.insideFunction ? "nonlocal" : "global"} ${counter}`),
      tickStatement,
      simple(`${counter} = lim(${counter} + x + ${body})`),
      simple(`return ${counter}`),
    ]),
    simple(`show(${name}(), ${name}(${c.expression("int")}), ${counter})`),
  ];
}

function one(c: Context, size: number): Statement | Statement[] {
  const kind = c.random.below(100);
  if (kind < 22) return assign(c);
  if (kind < 40) return show(c);
  if (kind < 46) return augmentedAssign(c);
  if (kind < 52) return mutate(c);
  if (kind < 55) return storeItem(c);
  if (kind < 58) return unpack(c);
  if (kind < 60) return remove(c);
  if (kind < 62) return raiseStatement(c);
  if (kind < 66) return leave(c);
  if (kind < 69) return assignObject(c);
  if (kind < 72) return useGenerator(c);
  if (size <= 0) return show(c);
  if (kind < 79) return branch(c, size - 1);
  if (kind < 86) return forLoop(c, size - 1);
  if (kind < 89) return whileLoop(c, size - 1);
  if (kind < 95) return tryStatement(c, size - 1);
  if (kind < 97) return withStatement(c, size - 1);
  return c.insideGenerator ? assign(c) : closure(c);
}

/** A block of `first` to `last` statements; what they define is forgotten at its end. */
export function statements(c: Context, first: number, last: number): Statement[] {
  const size = Math.min(last, 3);
  return c.within({}, () =>
    c.random.several(first, Math.max(first, last), () => one(c, size)).flatMap(asList),
  );
}

/** Statements at the top level, where what they define stays. */
export function topLevel(c: Context): Statement[] {
  return asList(one(c, 3));
}

function asList(made: Statement | Statement[]): Statement[] {
  // A statement is a list of clauses, a list of statements is a list of lists.
  return Array.isArray(made[0]) ? (made as Statement[]) : [made as Statement];
}
