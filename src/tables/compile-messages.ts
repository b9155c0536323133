/** What the emitter says about programs that parse but cannot be compiled. */
export const compileMessages = {
  cannotAssign: "can't assign to expression",
  cannotDelete: "can't delete expression",
  multipleStars: "multiple *x in assignment",
  tooManyTargets: "too many targets around *x",
  starNotTarget: "*x must be assignment target",
  outsideLoop: "'break'/'continue' outside loop",
  returnOutside: "'return' outside function",
  yieldOutside: "'yield' outside function",
  awaitOutside: "'await' outside function",
  asyncOutside: "async for/with outside async function",
  starImport: "import * not at module level",
  redefinedGlobal: "identifier redefined as global",
  redefinedNonlocal: "identifier redefined as nonlocal",
  noNonlocal: "no binding for nonlocal found",
  outerNonlocal: "can't declare nonlocal in outer code",
  defaultExceptLast: "default 'except' must be last",
  noSelf: "super() can't find self",
  starAfterDouble: "* arg after **",
  tooManyArguments: "too many args",
  positionalAfterDouble: "positional arg after **",
  positionalAfterKeyword: "positional arg after keyword arg",
  reusedParameter: "argument name reused",
  defaultOrder: "non-default argument follows default argument",
  invalidDecorator: "invalid micropython decorator",
  assemblerFunction: "inline assembler must be a function",
  invalidArchitecture: "invalid arch",
  bytecodeOverflow: "bytecode overflow",
  tooDeep: "maximum recursion depth exceeded",
} as const;

/** What the loader says about bytes that are no module, or none that it can run. */
export const mpyMessages = {
  incompatible: "incompatible .mpy file",
  incompatibleArchitecture: "incompatible .mpy arch",
  nativeUnsupported: "native code in .mpy unsupported",
} as const;
