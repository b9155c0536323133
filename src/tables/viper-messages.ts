/**
 * What the compiler says about native and viper code that it cannot translate. `%q` stands for a name
 * or a type's name, in the order of the arguments.
 */
export const viperMessages = {
  annotation: "annotation must be an identifier",
  unknownType: "unknown type '%q'",
  unbound: "local '%q' used before type known",
  localType: "local '%q' has type '%q' but source is '%q'",
  truth: "can't implicitly convert '%q' to 'bool'",
  returned: "return expected '%q' but got '%q'",
  unary: "can't do unary op of '%q'",
  not: "'not' not implemented",
  binary: "can't do binary op between '%q' and '%q'",
  binaryOperator: "binary op %q not implemented",
  comparison: "comparison of int and uint",
  division: "div/mod not implemented for uint",
  load: "can't load from '%q'",
  loadIndex: "can't load with '%q' index",
  store: "can't store to '%q'",
  storeIndex: "can't store with '%q' index",
  storeValue: "can't store '%q'",
  raised: "must raise an object",
} as const;

/** What is not implemented in machine code. */
export const nativeMessages = {
  architecture: "cannot emit native code for this architecture",
  conversion: "conversion to object",
  casting: "casting",
  yield: "native yield",
  closure: "closure over viper argument",
  locals: "too many locals for native method",
} as const;
