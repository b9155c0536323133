import { CodeKind, ScopeFlag } from "../../tables/mpy-format.js";
import { ByteReader, refuse } from "./byte-reader.js";
import { type Prelude, readPrelude } from "./prelude.js";
import type { StoredFunction, StoredModule } from "./reader.js";

/** In front of the code: the prelude's number and, in a generator, where its first part starts. */
const HEAD_BYTES = 8;
const START_OFFSET = 4;
/** Most arguments that an assembler function takes: they come in registers. */
const MAX_ARGUMENTS = 4;

/**
 * Checks what a runtime relies on in machine code: its prelude and its size. What the instructions do cannot be
 * checked: the processor confines it.
 */
export function verifyMachineCode(module: StoredModule, fun: StoredFunction): void {
  if (fun.kind === CodeKind.NativeAssembler && fun.argumentCount > MAX_ARGUMENTS) {
    refuse("assembler code has too many arguments");
  }
  if (fun.kind === CodeKind.NativePython) checkNative(module, fun);
}

function checkNative(module: StoredModule, { bytes, prelude: at }: StoredFunction): void {
  if (at < HEAD_BYTES || at >= bytes.length) refuse("machine code has no prelude");
  const prelude = readPrelude(new ByteReader(bytes, at));
  checkState(prelude, bytes);
  const names = new ByteReader(bytes, prelude.info, prelude.cells);
  for (let i = 0; i <= prelude.positional + prelude.keywordOnly; i++) {
    if (names.uint() >= module.names.length) refuse("a name is out of range");
  }
  if ((prelude.flags & ScopeFlag.Generator) === 0) return;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.getUint32(START_OFFSET, true) >= at) refuse("a generator starts outside its code");
}

/** The parameters and cells must have places in the state. */
function checkState(prelude: Prelude, bytes: Uint8Array): void {
  const { positional, keywordOnly, positionalDefaults, flags, stateSize, cells, start } = prelude;
  if (positionalDefaults > positional) refuse("a function has more defaults than parameters");
  let parameters = positional + keywordOnly;
  if ((flags & ScopeFlag.VarArgs) !== 0) parameters++;
  if ((flags & ScopeFlag.VarKeywords) !== 0) parameters++;
  if (parameters > stateSize) refuse("a local is out of range");
  for (let i = cells; i < start; i++) {
    if (bytes[i]! >= stateSize) refuse("a local is out of range");
  }
}
